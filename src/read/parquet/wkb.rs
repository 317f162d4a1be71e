//! Points as GeoParquet keeps them: well-known binary.
//!
//! Reference: OGC 06-103r4, *Simple feature access*, part 1, chapter 8; the flags of EWKB are those
//! of PostGIS.

use super::value::Value;

/// The geometry type of a point.
const POINT: u32 = 1;
/// EWKB says so in the upper bits; ISO adds thousands to the type instead.
const EWKB_FLAGS: u32 = 0xe000_0000;
const EWKB_HAS_SRID: u32 = 0x2000_0000;

/// Latitude and longitude of a point.
///
/// Both are null where there is no point or an empty one; `None` if it is no point.
pub(super) fn point(value: Value<'_>) -> Option<(Value<'static>, Value<'static>)> {
    let Value::Bytes(bytes) = value else {
        return matches!(value, Value::Null).then_some((Value::Null, Value::Null));
    };
    let (&order, rest) = bytes.split_first()?;
    let little = match order {
        0 => false,
        1 => true,
        _ => return None,
    };
    let (kind, mut rest) = rest.split_first_chunk()?;
    let kind = if little { u32::from_le_bytes(*kind) } else { u32::from_be_bytes(*kind) };
    if kind & EWKB_HAS_SRID != 0 {
        rest = rest.get(4..)?;
    }
    if (kind & !EWKB_FLAGS) % 1000 != POINT {
        return None;
    }
    let (longitude, rest) = rest.split_first_chunk()?;
    let (latitude, _) = rest.split_first_chunk()?;
    let degrees = |bytes: &[u8; 8]| {
        let degrees = if little { f64::from_le_bytes(*bytes) } else { f64::from_be_bytes(*bytes) };
        // The empty point has no numbers for coordinates.
        if degrees.is_nan() { Value::Null } else { Value::Double(degrees) }
    };
    Some((degrees(latitude), degrees(longitude)))
}

#[cfg(test)]
#[path = "wkb_tests.rs"]
mod tests;
