//! Units of quantities, as shops write them.

use crate::text::clean_code;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dimension {
    Mass,
    Length,
    Area,
    Volume,
    Time,
    Energy,
}

/// A unit of measure: a fraction of kilogram, metre, square metre, litre, hour or kilowatt-hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    dimension: Dimension,
    numerator: i128,
    denominator: i128,
}

const fn measure(dimension: Dimension, numerator: i128, denominator: i128) -> Measure {
    Measure {
        dimension,
        numerator,
        denominator,
    }
}

impl Measure {
    /// The unit of weights when a product does not name one.
    pub const KILOGRAM: Self = measure(Dimension::Mass, 1, 1);

    /// The measure that a unit's name means, in Indonesian and English; `None` for pieces, packs
    /// and unknown words.
    pub fn of_unit(unit: &str) -> Option<Self> {
        let word = clean_code(unit).to_lowercase();
        let word = word.trim_end_matches('.').replace('\u{b2}', "2");
        let word = word.replace('\u{b3}', "3");
        MEASURED_UNITS
            .iter()
            .find(|(words, _)| words.split(' ').any(|known| known == word))
            .map(|(_, measure)| *measure)
    }

    /// The unit of a GS1 application identifier without its last digit; `None` for identifiers of a
    /// whole pallet.
    pub(crate) fn of_identifier(three: &str) -> Option<Self> {
        let unit = match three {
            "310" => "kg",
            "311" | "312" | "313" => "m",
            "314" => "m2",
            "315" => "l",
            "316" => "m3",
            "320" => "lb",
            "321" | "324" | "327" => "inch",
            "322" | "325" | "328" => "ft",
            "323" | "326" | "329" => "yd",
            "350" => "sqin",
            "351" => "sqft",
            "352" => "sqyd",
            "356" => "ozt",
            "357" => "oz",
            "360" => "qt",
            "361" => "gal",
            "364" => "cuin",
            "365" => "cuft",
            "366" => "cuyd",
            _ => return None,
        };
        Self::of_unit(unit)
    }

    /// The factor from this unit to another one, as a fraction; `None` if they measure different
    /// things.
    pub(crate) fn in_units_of(self, other: Self) -> Option<(i128, i128)> {
        if self.dimension != other.dimension {
            return None;
        }
        let numerator = self.numerator.checked_mul(other.denominator)?;
        Some((numerator, self.denominator.checked_mul(other.numerator)?))
    }
}

/// The words of each measure.
const MEASURED_UNITS: &[(&str, Measure)] = &[
    (
        "kg kgs kilo kilogram kilograms kilogramme",
        Measure::KILOGRAM,
    ),
    (
        "g gr grm gram grams gramme",
        measure(Dimension::Mass, 1, 1000),
    ),
    ("ons", measure(Dimension::Mass, 1, 10)),
    ("mg", measure(Dimension::Mass, 1, 1_000_000)),
    (
        "kw kwintal kuintal quintal",
        measure(Dimension::Mass, 100, 1),
    ),
    ("t ton tonne tonnes tons", measure(Dimension::Mass, 1000, 1)),
    (
        "lb lbs pound pounds",
        measure(Dimension::Mass, 45_359_237, 100_000_000),
    ),
    (
        "oz ounce ounces",
        measure(Dimension::Mass, 45_359_237, 1_600_000_000),
    ),
    ("ozt", measure(Dimension::Mass, 311_034_768, 10_000_000_000)),
    (
        "m mtr meter meters metre metres",
        measure(Dimension::Length, 1, 1),
    ),
    (
        "cm sentimeter centimeter centimetre",
        measure(Dimension::Length, 1, 100),
    ),
    (
        "mm milimeter millimeter millimetre",
        measure(Dimension::Length, 1, 1000),
    ),
    ("km", measure(Dimension::Length, 1000, 1)),
    (
        "in inch inches inci",
        measure(Dimension::Length, 254, 10_000),
    ),
    (
        "ft foot feet kaki",
        measure(Dimension::Length, 3048, 10_000),
    ),
    ("yd yard yards", measure(Dimension::Length, 9144, 10_000)),
    ("m2 sqm", measure(Dimension::Area, 1, 1)),
    ("cm2", measure(Dimension::Area, 1, 10_000)),
    ("ha hektar hectare", measure(Dimension::Area, 10_000, 1)),
    ("sqin", measure(Dimension::Area, 64_516, 100_000_000)),
    ("sqft ft2", measure(Dimension::Area, 9_290_304, 100_000_000)),
    ("sqyd", measure(Dimension::Area, 83_612_736, 100_000_000)),
    (
        "l lt ltr liter liters litre litres",
        measure(Dimension::Volume, 1, 1),
    ),
    (
        "ml cc mililiter milliliter millilitre",
        measure(Dimension::Volume, 1, 1000),
    ),
    ("cl", measure(Dimension::Volume, 1, 100)),
    ("dl", measure(Dimension::Volume, 1, 10)),
    ("m3 kubik cbm", measure(Dimension::Volume, 1000, 1)),
    (
        "qt quart",
        measure(Dimension::Volume, 946_352_946, 1_000_000_000),
    ),
    (
        "gal gallon gallons",
        measure(Dimension::Volume, 3_785_411_784, 1_000_000_000),
    ),
    (
        "cuin",
        measure(Dimension::Volume, 16_387_064, 1_000_000_000),
    ),
    (
        "cuft",
        measure(Dimension::Volume, 28_316_846_592, 1_000_000_000),
    ),
    (
        "cuyd",
        measure(Dimension::Volume, 764_554_857_984, 1_000_000_000),
    ),
    ("jam hour hours hr hrs h", measure(Dimension::Time, 1, 1)),
    ("menit minute minutes min", measure(Dimension::Time, 1, 60)),
    ("kwh", measure(Dimension::Energy, 1, 1)),
];

/// Whether a product with this unit is counted in whole pieces. A product without a unit is, and so
/// is one whose unit is not a known measure, so that half a carton cannot be sold by mistake.
pub fn is_counted(unit: Option<&str>) -> bool {
    unit.is_none_or(|unit| Measure::of_unit(unit).is_none())
}
