//! What the colour of a box says.

/// The block that a colour stands for: red warns, green helps, yellow asks for care; grey says nothing.
pub(super) fn kind(color: &str) -> Option<&'static str> {
    let (red, green, blue) = rgb(color)?;
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if most - least < 12.0 {
        return None;
    }
    let span = most - least;
    let hue = if (most - red).abs() < f32::EPSILON {
        60.0 * ((green - blue) / span)
    } else if (most - green).abs() < f32::EPSILON {
        60.0 * ((blue - red) / span) + 120.0
    } else {
        60.0 * ((red - green) / span) + 240.0
    };
    let hue = hue.rem_euclid(360.0);
    Some(match hue {
        0.0..20.0 | 330.0..=360.0 => "danger",
        20.0..70.0 => "warning",
        70.0..170.0 => "tip",
        170.0..260.0 => "info",
        _ => "important",
    })
}

/// `#rgb`, `#rrggbb`, `#rrggbbaa` or `rgb(r, g, b)`.
fn rgb(color: &str) -> Option<(f32, f32, f32)> {
    let color = color.trim();
    if let Some(digits) = color.strip_prefix('#') {
        let digits: Vec<u8> =
            digits.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
        return match digits.as_slice() {
            [r, g, b] | [r, g, b, _] => Some((f32::from(r * 17), f32::from(g * 17), f32::from(b * 17))),
            [a, b, c, d, e, f, ..] if matches!(digits.len(), 6 | 8) => {
                Some((f32::from(a * 16 + b), f32::from(c * 16 + d), f32::from(e * 16 + f)))
            }
            _ => None,
        };
    }
    let inner = color.strip_prefix("rgba(").or_else(|| color.strip_prefix("rgb("))?;
    let mut numbers =
        inner.split([',', ' ', ')', '/']).filter(|part| !part.is_empty()).map(|part| part.parse::<f32>().ok());
    Some((numbers.next()??, numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_boxes() {
        let cases = [
            ("#feedaf80", Some("warning")),
            ("#fed9d980", Some("danger")),
            ("#d7efdc80", Some("tip")),
            ("#e3e7fa80", Some("info")),
            ("#e8e8e880", None),
            ("#fcc", Some("danger")),
            ("rgb(255, 243, 205)", Some("warning")),
            ("rgba(209 236 241 / 50%)", Some("info")),
            ("transparent", None),
            ("#12", None),
        ];
        for (color, expected) in cases {
            assert_eq!(kind(color), expected, "{color}");
        }
    }
}
