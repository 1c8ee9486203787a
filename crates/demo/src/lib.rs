//! A made-up social district on real comuni: its people, its benefits, its offices' files with their defects.
