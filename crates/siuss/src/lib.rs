//! INPS's wire formats: reader, writer and native schema check for PS/PSA/SINA and SINBA.
