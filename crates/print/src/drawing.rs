//! Drawings: an SVG parsed with our own fonts, and drawn in pixels.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::error::PrintError;
use crate::font;

/// Most pixels across or down.
const MAX_PIXELS: f32 = 8_000.0;

/// The SVG with our fonts; it may name no file and no address.
pub(crate) fn parsed(svg: &str) -> Result<Tree, PrintError> {
    let mut options = Options {
        fontdb: font::family(),
        font_family: "Titillium Web".to_owned(),
        ..Options::default()
    };
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    Tree::from_str(svg, &options).map_err(|error| PrintError::Drawing(error.to_string()))
}

/// The SVG as PNG, `scale` pixels for each of its own, on white.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 1 and MAX_PIXELS"
)]
pub fn to_png(svg: &str, scale: f32) -> Result<Vec<u8>, PrintError> {
    let tree = parsed(svg)?;
    let pixels = |points: f32| (points * scale).ceil().clamp(1.0, MAX_PIXELS) as u32;
    let (width, height) = (pixels(tree.size().width()), pixels(tree.size().height()));
    let mut pixmap = Pixmap::new(width, height).ok_or(PrintError::Size(width, height))?;
    pixmap.fill(Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    pixmap
        .encode_png()
        .map_err(|error| PrintError::Pixels(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::to_png;

    #[test]
    fn draws_words_and_shapes() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"20\">\
                   <rect width=\"30\" height=\"20\" fill=\"#06c\"/>\
                   <text x=\"32\" y=\"15\" font-size=\"14\">Età</text></svg>";
        let empty = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"20\"/>";
        let (png, white) = (
            to_png(svg, 2.0).expect("drawn"),
            to_png(empty, 2.0).expect("drawn"),
        );
        assert!(png.starts_with(b"\x89PNG") && png[16..24] == [0, 0, 0, 120, 0, 0, 0, 40]);
        assert!(png.len() > white.len() + 100, "the word is drawn");
        assert!(to_png("<p>", 1.0).is_err());
    }
}
