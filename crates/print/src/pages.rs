//! From pages to PDF/UA-1.

use krilla::color::rgb;
use krilla::configure::{Configuration, Validator};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::text::{Font, TextDirection};
use krilla::{Document as Pdf, SerializeSettings};
use krilla_svg::{SurfaceExt as _, SvgSettings};

use crate::document::Document;
use crate::error::PrintError;
use crate::font::{Face, Run, embedded, runs};
use crate::layout::{Entry, FOOT, Item, Laid, MARGIN};
use crate::tags::tree;

/// Size of the footer.
const SMALL: f32 = 8.0;

/// Writes the pages; drawings keep their text as text where `as_text`.
pub(crate) fn write(
    document: &Document,
    laid: &Laid,
    as_text: bool,
) -> Result<Vec<u8>, PrintError> {
    let mut pdf = Pdf::new_with(SerializeSettings {
        configuration: Configuration::new_with_validator(Validator::UA1),
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    let fonts = embedded();
    let mut drawn: Vec<Option<Identifier>> = Vec::new();
    drawn.resize_with(laid.n_leaves, || None);
    for (n, items) in laid.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(laid.width, laid.height)
            .ok_or_else(|| PrintError::Document("a page without size".to_owned()))?;
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for item in items {
            draw(&mut surface, item, &fonts, as_text, &mut drawn);
        }
        footer(&mut surface, document, laid, (n + 1, &fonts));
        surface.finish();
        page.finish();
    }
    pdf.set_outline(outline(&laid.outline));
    pdf.set_metadata(metadata(document));
    pdf.set_tag_tree(tree(&laid.parts, &mut drawn));
    pdf.finish()
        .map_err(|error| PrintError::Document(format!("{error:?}")))
}

fn draw(
    surface: &mut Surface<'_>,
    item: &Item,
    fonts: &[Font; 3],
    as_text: bool,
    drawn: &mut [Option<Identifier>],
) {
    let mut keep = |leaf: usize, identifier| {
        if let Some(place) = drawn.get_mut(leaf) {
            *place = Some(identifier);
        }
    };
    match item {
        Item::Text {
            leaf,
            runs,
            size,
            at,
        } => {
            let tag = match leaf {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(ArtifactType::Other),
            };
            let identifier = surface.start_tagged(tag);
            text(surface, runs, *size, *at, fonts);
            surface.end_tagged();
            if let Some(leaf) = leaf {
                keep(*leaf, identifier);
            }
        }
        Item::Rule { from, to } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(*to, from.1);
            let _ = surface.start_tagged(ContentTag::Artifact(ArtifactType::Other));
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: rgb::Color::new(90, 104, 114).into(),
                width: 0.6,
                ..Stroke::default()
            }));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
            surface.set_stroke(None);
            surface.end_tagged();
        }
        Item::Drawing {
            leaf,
            tree,
            at,
            size,
        } => {
            let identifier = surface.start_tagged(ContentTag::Other);
            surface.push_transform(&Transform::from_translate(at.0, at.1));
            if let Some(size) = Size::from_wh(size.0, size.1) {
                let settings = SvgSettings {
                    embed_text: as_text,
                    ..SvgSettings::default()
                };
                let _ = surface.draw_svg(tree, size, settings);
            }
            surface.pop();
            surface.end_tagged();
            keep(*leaf, identifier);
        }
    }
}

fn text(surface: &mut Surface<'_>, runs: &[Run], size: f32, at: (f32, f32), fonts: &[Font; 3]) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill {
        paint: rgb::Color::new(23, 50, 77).into(),
        ..Fill::default()
    }));
    for run in runs {
        let font = fonts[run.face as usize].clone();
        let start = Point::from_xy(at.0 + run.x, at.1);
        surface.draw_text(
            start,
            font,
            size,
            &run.text,
            false,
            TextDirection::LeftToRight,
        );
    }
}

fn footer(
    surface: &mut Surface<'_>,
    document: &Document,
    laid: &Laid,
    (number, fonts): (usize, &[Font; 3]),
) {
    let pages = format!("{number} di {}", laid.pages.len());
    let (pages, width) = runs(&pages, Face::Regular, SMALL);
    let room = laid.room() - width - 12.0;
    let lines = crate::font::wrapped(&document.footer, Face::Regular, SMALL, room);
    let (words, _) = runs(
        lines.first().map_or("", String::as_str),
        Face::Regular,
        SMALL,
    );
    let y = laid.height - MARGIN - FOOT + 24.0;
    let _ = surface.start_tagged(ContentTag::Artifact(ArtifactType::Footer));
    text(surface, &words, SMALL, (MARGIN, y), fonts);
    text(
        surface,
        &pages,
        SMALL,
        (laid.width - MARGIN - width, y),
        fonts,
    );
    surface.end_tagged();
}

/// The headings as a tree: each below the last one that is above it.
fn outline(entries: &[Entry]) -> Outline {
    let mut outline = Outline::new();
    let mut rest = entries;
    while let Some((node, others)) = node(rest) {
        outline.push_child(node);
        rest = others;
    }
    outline
}

/// The first entry with those below it, and the entries that remain.
fn node(entries: &[Entry]) -> Option<(OutlineNode, &[Entry])> {
    let (first, mut rest) = entries.split_first()?;
    let place = XyzDestination::new(first.page, Point::from_xy(MARGIN, first.y));
    let mut found = OutlineNode::new(first.text.clone(), place);
    while rest.first().is_some_and(|next| next.level > first.level) {
        let (child, others) = node(rest)?;
        found.push_child(child);
        rest = others;
    }
    Some((found, rest))
}

fn metadata(document: &Document) -> Metadata {
    let mut metadata = Metadata::new()
        .title(document.title.clone())
        .language("it-IT".to_owned())
        .creator("PAS".to_owned())
        .document_id(format!("{} {}", document.title, document.created));
    if !document.author.is_empty() {
        metadata = metadata.authors(vec![document.author.clone()]);
    }
    match date(&document.created) {
        Some(date) => metadata.creation_date(date),
        None => metadata,
    }
}

/// `2026-11-27T02:00:00Z`.
fn date(text: &str) -> Option<DateTime> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
    let small = |from: usize| u8::try_from(number(from, from + 2)?).ok();
    Some(
        DateTime::new(number(0, 4)?)
            .month(small(5)?)
            .day(small(8)?)
            .hour(small(11)?)
            .minute(small(14)?)
            .second(small(17)?)
            .utc_offset_hour(0)
            .utc_offset_minute(0),
    )
}
