//! The bundled plans.

pub(super) const NAMES: [&str; 8] = [
    "mixed",
    "east-china-sea",
    "gulf-of-oman",
    "kerch",
    "pacific-lightering",
    "north-sea-bunkering",
    "high-arctic",
    "antimeridian",
];

pub(super) fn text(name: &str) -> Option<&'static str> {
    Some(match name {
        "mixed" => include_str!("mixed.toml"),
        "east-china-sea" => include_str!("east-china-sea.toml"),
        "gulf-of-oman" => include_str!("gulf-of-oman.toml"),
        "kerch" => include_str!("kerch.toml"),
        "pacific-lightering" => include_str!("pacific-lightering.toml"),
        "north-sea-bunkering" => include_str!("north-sea-bunkering.toml"),
        "high-arctic" => include_str!("high-arctic.toml"),
        "antimeridian" => include_str!("antimeridian.toml"),
        _ => return None,
    })
}
