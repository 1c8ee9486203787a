//! The packed boundaries in data/, read once: data/README.md tells their form.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::chart::Territory;

/// Points are a longitude in radians and the sine of a latitude; arcs are shared by neighbours.
pub(crate) struct Boundaries {
    arcs: Vec<Vec<[f64; 2]>>,
    outlines: BTreeMap<String, Outline>,
    /// Of each arc, who has it.
    sharers: Vec<Vec<String>>,
}

/// An end of an arc: the bits of its point, the same for all arcs that meet there.
type End = [u64; 2];

/// The border of one territory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outline {
    /// Rings of arcs; whether each is walked backwards.
    rings: Vec<Vec<(usize, bool)>>,
}

static COMUNI: &[u8] = include_bytes!("../../data/comuni.bin");
static PROVINCES: &[u8] = include_bytes!("../../data/province.bin");
static REGIONS: &[u8] = include_bytes!("../../data/regioni.bin");

impl Boundaries {
    /// Those of `territory`.
    pub(crate) fn of(territory: Territory) -> &'static Self {
        static READ: [OnceLock<Boundaries>; 3] = [const { OnceLock::new() }; 3];
        let (place, bytes) = match territory {
            Territory::Comune => (0, COMUNI),
            Territory::Province => (1, PROVINCES),
            Territory::Region => (2, REGIONS),
        };
        READ[place]
            .get_or_init(|| unpacked(bytes).expect("the boundaries are whole: a test reads them"))
    }

    /// The border of the territory with this code.
    pub(crate) fn outline(&self, code: &str) -> Option<&Outline> {
        self.outlines.get(code)
    }

    /// Every code.
    #[cfg(test)]
    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.outlines.keys().map(String::as_str)
    }

    /// Codes of those that have a border with `outline`, itself among them.
    pub(crate) fn neighbours<'a>(&'a self, outline: &'a Outline) -> impl Iterator<Item = &'a str> {
        let arcs = outline.rings.iter().flatten();
        arcs.flat_map(|(arc, _)| self.sharers[*arc].iter().map(String::as_str))
    }

    /// The border around `outlines` together: what two of them share is no border.
    pub(crate) fn union(&self, outlines: &[&Outline]) -> Outline {
        let mut left = BTreeSet::new();
        for (arc, _) in outlines
            .iter()
            .flat_map(|outline| outline.rings.iter().flatten())
        {
            if !left.remove(arc) {
                left.insert(*arc);
            }
        }
        let mut at: BTreeMap<End, Vec<usize>> = BTreeMap::new();
        for arc in &left {
            for end in self.ends(*arc) {
                at.entry(end).or_default().push(*arc);
            }
        }
        let mut union = Outline::default();
        while let Some(first) = left.pop_first() {
            let [start, mut end] = self.ends(first);
            let mut ring = vec![(first, false)];
            while end != start {
                let leaving = at.get(&end).into_iter().flatten();
                let Some(next) = leaving.copied().find(|arc| left.contains(arc)) else {
                    break;
                };
                left.remove(&next);
                let [from, to] = self.ends(next);
                let is_backwards = from != end;
                ring.push((next, is_backwards));
                end = if is_backwards { from } else { to };
            }
            union.rings.push(ring);
        }
        union
    }

    /// Where an arc begins and ends, in the direction in which it is kept.
    fn ends(&self, arc: usize) -> [End; 2] {
        let arc = &self.arcs[arc];
        let end = |point: Option<&[f64; 2]>| point.copied().unwrap_or_default().map(f64::to_bits);
        [end(arc.first()), end(arc.last())]
    }

    /// The points of `outline`, in no order that counts.
    pub(crate) fn points<'a>(&'a self, outline: &'a Outline) -> impl Iterator<Item = [f64; 2]> {
        let arcs = outline.rings.iter().flatten();
        arcs.flat_map(|(arc, _)| self.arcs[*arc].iter().copied())
    }

    /// The rings of `outline`, each a closed walk of points.
    pub(crate) fn rings<'a>(&'a self, outline: &'a Outline) -> impl Iterator<Item = Vec<[f64; 2]>> {
        outline.rings.iter().map(|ring| {
            let mut points: Vec<[f64; 2]> = Vec::new();
            for (arc, is_backwards) in ring {
                let arc = &self.arcs[*arc];
                // The first point of an arc is the last one of the arc before.
                let skipped = usize::from(!points.is_empty());
                if *is_backwards {
                    points.extend(arc.iter().rev().skip(skipped));
                } else {
                    points.extend(arc.iter().skip(skipped));
                }
            }
            points
        })
    }
}

/// Bytes that are read from their beginning.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn whole(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..63).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.whole()?).ok()
    }

    fn signed(&mut self) -> Option<i32> {
        let value = self.whole()?;
        let half = i32::try_from(value >> 1).ok()?;
        Some(if value & 1 == 0 { half } else { -half - 1 })
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }
}

fn unpacked(bytes: &[u8]) -> Option<Boundaries> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut numbers = head.rsplit(' ').map(str::parse::<f64>);
    let mut next = || numbers.next()?.ok();
    let (origin_y, origin_x, scale_y, scale_x) = (next()?, next()?, next()?, next()?);
    let mut bytes = Bytes(&bytes[end + 1..]);
    let mut arcs = Vec::new();
    for _ in 0..bytes.count()? {
        let (mut x, mut y) = (0, 0);
        let mut arc = Vec::new();
        for _ in 0..bytes.count()? {
            x += bytes.signed()?;
            y += bytes.signed()?;
            let longitude = origin_x + f64::from(x) * scale_x;
            let latitude = origin_y + f64::from(y) * scale_y;
            arc.push([longitude.to_radians(), latitude.to_radians().sin()]);
        }
        arcs.push(arc);
    }
    let mut outlines = BTreeMap::new();
    let mut sharers = vec![Vec::new(); arcs.len()];
    for _ in 0..bytes.count()? {
        let code = bytes.text()?;
        let mut outline = Outline::default();
        for _ in 0..bytes.count()? {
            let mut ring = Vec::new();
            for _ in 0..bytes.count()? {
                let arc = bytes.count()?;
                ring.push((arc >> 1, arc & 1 == 1));
                sharers.get_mut(arc >> 1)?.push(code.clone());
            }
            outline.rings.push(ring);
        }
        outlines.insert(code, outline);
    }
    bytes.0.is_empty().then_some(Boundaries {
        arcs,
        outlines,
        sharers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(territory: Territory, n: usize, has: &[&str]) {
        let boundaries = Boundaries::of(territory);
        assert_eq!(boundaries.codes().count(), n, "{territory:?}");
        for code in has {
            assert!(boundaries.outline(code).is_some(), "{territory:?} {code}");
        }
        for code in boundaries.codes() {
            let outline = boundaries.outline(code).expect("it is listed");
            let mut n_rings = 0;
            for ring in boundaries.rings(outline) {
                n_rings += 1;
                assert!(
                    ring.len() >= 4 && ring.first() == ring.last(),
                    "{code}: {ring:?}"
                );
                for [x, y] in ring {
                    let (x, y) = (x.to_degrees(), y.asin().to_degrees());
                    assert!(
                        (6.0..19.0).contains(&x) && (35.0..48.0).contains(&y),
                        "{code}"
                    );
                }
            }
            assert!(n_rings > 0, "{code}");
        }
    }

    #[test]
    fn every_territory_is_there_and_closed() {
        check(Territory::Region, 20, &["01", "04", "08", "20"]);
        check(Territory::Province, 107, &["BO", "NA", "SU", "AO"]);
        check(Territory::Comune, 7_899, &["A944", "H501", "F205", "L219"]);
    }

    /// Twice the area of `outline`, without sign.
    fn area(boundaries: &Boundaries, outline: &Outline) -> f64 {
        let of_ring = |ring: Vec<[f64; 2]>| -> f64 {
            let pairs = ring.windows(2);
            pairs
                .map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1])
                .sum()
        };
        let of_rings: f64 = boundaries.rings(outline).map(of_ring).sum();
        of_rings.abs()
    }

    #[test]
    fn a_union_has_the_area_of_its_parts_and_no_border_inside() {
        let comuni = Boundaries::of(Territory::Comune);
        let outline = |code: &str| comuni.outline(code).expect("it is there");
        // Vergato, Grizzana Morandi, Marzabotto: one beside the other.
        let parts = ["L762", "E187", "B689"].map(outline);
        let union = comuni.union(&parts);
        assert_eq!(comuni.rings(&union).count(), 1);
        for ring in comuni.rings(&union) {
            assert_eq!(ring.first(), ring.last());
        }
        let n_arcs = |outline: &Outline| outline.rings.iter().flatten().count();
        assert!(n_arcs(&union) < parts.iter().map(|part| n_arcs(part)).sum());
        let areas: f64 = parts.iter().map(|part| area(comuni, part)).sum();
        assert!((area(comuni, &union) / areas - 1.0).abs() < 1e-9);
        let one = comuni.union(&[parts[0]]);
        assert!((area(comuni, &one) / area(comuni, parts[0]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn all_comuni_together_leave_the_coast_and_the_border() {
        let comuni = Boundaries::of(Territory::Comune);
        let all: Vec<&Outline> = comuni.outlines.values().collect();
        let union = comuni.union(&all);
        assert!(comuni.rings(&union).all(|ring| ring.first() == ring.last()));
        let n_arcs = union.rings.iter().flatten().count();
        assert!(
            n_arcs * 4 < comuni.arcs.len(),
            "{n_arcs} of {}",
            comuni.arcs.len()
        );
    }

    #[test]
    fn neighbours_share_their_border() {
        let provinces = Boundaries::of(Territory::Province);
        let bologna = provinces.outline("BO").expect("Bologna");
        let mut around: Vec<&str> = provinces.neighbours(bologna).collect();
        around.sort_unstable();
        around.dedup();
        assert_eq!(around, ["BO", "FE", "FI", "MO", "PO", "PT", "RA"]);
    }
}
