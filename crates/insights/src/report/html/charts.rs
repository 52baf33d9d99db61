//! Where lines, bars and hours lie in a picture. The template draws them.

use serde::Serialize;

use super::super::numbers::thousands;
use super::super::view::{Chart, Line, Scale, Spot};

/// The size of a picture, in its own units: about what a phone shows, so that letters stay readable there.
const WIDTH: f64 = 440.0;
const HEIGHT: f64 = 200.0;
/// Where the lines begin: left of it stand the numbers of the axis.
const LEFT: f64 = 44.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 24.0;

/// A picture.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Drawing {
    width: f64,
    height: f64,
    /// Lines across, with their labels.
    across: Vec<Label>,
    /// Labels below.
    below: Vec<Label>,
    bands: Vec<Shape>,
    lines: Vec<Shape>,
    dots: Vec<Dot>,
    boxes: Vec<Block>,
    /// Frames around hours.
    frames: Vec<Shape>,
    /// The names of lines, where there are several.
    legend: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct Label {
    x: f64,
    y: f64,
    text: String,
}

/// A path, and the number of its colour.
#[derive(Debug, PartialEq, Serialize)]
struct Shape {
    path: String,
    colour: usize,
}

#[derive(Debug, PartialEq, Serialize)]
struct Dot {
    x: f64,
    y: f64,
    colour: usize,
    text: String,
}

#[derive(Debug, PartialEq, Serialize)]
struct Block {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    /// From 0, nothing, to 5, most.
    strength: usize,
    text: String,
}

/// Where everything lies.
pub(super) fn draw(chart: &Chart) -> Drawing {
    match chart {
        Chart::Lines { scale, steps, lines } => curves(*scale, steps, lines),
        Chart::Bars(bars) => draw_bars(bars),
        Chart::Week(week) => draw_week(week),
    }
}

/// With one digit behind the point: enough for the eye, and half the bytes.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A number that is nice to read, and not less.
fn nice(most: f64) -> f64 {
    let most = most.max(1.0);
    let magnitude = 10_f64.powf(most.log10().floor());
    let steps = [1.0, 2.0, 4.0, 6.0, 8.0, 10.0];
    // Halves of it are whole numbers, too, so that no axis counts half readers.
    steps.iter().map(|step| step * magnitude).find(|nice| *nice >= most && *nice >= 2.0).unwrap_or(most)
}

fn curves(scale: Scale, steps: &[jiff::civil::Date], lines: &[Line]) -> Drawing {
    let values = lines.iter().flat_map(|line| line.points.iter().flatten());
    let (bottom, top) = match scale {
        Scale::Percent => (0.0, 1.0),
        Scale::Count => (0.0, nice(values.map(|(value, ..)| *value).fold(0.0, f64::max))),
        Scale::Marks(least, most) => (least, most),
    };
    let last = (steps.len().max(2) - 1) as f64;
    let x = |at: usize| round(LEFT + (WIDTH - LEFT - RIGHT) * at as f64 / last);
    let y = |value: f64| {
        let share = ((value - bottom) / (top - bottom)).clamp(0.0, 1.0);
        round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share)
    };
    let label = |value: f64| match scale {
        Scale::Percent => format!("{:.0} %", value * 100.0),
        Scale::Count => short(value),
        Scale::Marks(..) => format!("{value:.1}").trim_end_matches(".0").to_owned(),
    };
    let mut drawing = Drawing { width: WIDTH, height: HEIGHT, ..Drawing::default() };
    for part in [0.0, 0.5, 1.0] {
        let value = bottom + (top - bottom) * part;
        drawing.across.push(Label { x: LEFT - 6.0, y: y(value), text: label(value) });
    }
    let last_step = steps.len().saturating_sub(1);
    let mut named: Vec<usize> = if steps.len() > 4 { vec![0, steps.len() / 2, last_step] } else { vec![0, last_step] };
    named.dedup();
    for at in named {
        if let Some(day) = steps.get(at) {
            drawing.below.push(Label { x: x(at), y: HEIGHT - 6.0, text: day.to_string() });
        }
    }
    for (colour, line) in lines.iter().enumerate() {
        // With several lines their bands would hide each other.
        if lines.len() == 1 {
            drawing.bands.extend(runs(line).iter().map(|run| Shape { path: band(run, &x, &y), colour }));
        }
        for run in runs(line) {
            let points: Vec<String> = run.iter().map(|(at, (value, ..))| format!("{} {}", x(*at), y(*value))).collect();
            drawing.lines.push(Shape { path: format!("M{}", points.join("L")), colour });
        }
        for (at, point) in line.points.iter().enumerate() {
            if let (Some((value, low, high)), Some(day)) = (point, steps.get(at)) {
                let certain = if low < high { format!(" ({}–{})", label(*low), label(*high)) } else { String::new() };
                let text = format!("{}, {day}: {}{certain}", line.name, label(*value));
                drawing.dots.push(Dot { x: x(at), y: y(*value), colour, text });
            }
        }
    }
    if lines.len() > 1 {
        drawing.legend = lines.iter().map(|line| line.name.clone()).collect();
    }
    drawing
}

/// `1.2k`, where an axis has no room for more.
fn short(value: f64) -> String {
    match value {
        value if value >= 1_000_000.0 => format!("{:.1}M", value / 1_000_000.0).replace(".0M", "M"),
        value if value >= 10_000.0 => format!("{:.0}k", value / 1_000.0),
        value => format!("{value:.1}").trim_end_matches(".0").to_owned(),
    }
}

type Known = (usize, (f64, f64, f64));

/// The parts of a line between steps of which nothing is known.
fn runs(line: &Line) -> Vec<Vec<Known>> {
    let mut runs: Vec<Vec<Known>> = vec![Vec::new()];
    for (at, point) in line.points.iter().enumerate() {
        match (point, runs.last_mut()) {
            (Some(point), Some(run)) => run.push((at, *point)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn band(run: &[Known], x: &impl Fn(usize) -> f64, y: &impl Fn(f64) -> f64) -> String {
    let above = run.iter().map(|(at, (_, _, high))| format!("{} {}", x(*at), y(*high)));
    let under = run.iter().rev().map(|(at, (_, low, _))| format!("{} {}", x(*at), y(*low)));
    format!("M{}Z", above.chain(under).collect::<Vec<_>>().join("L"))
}

/// Bars that a picture has room for.
const BARS: usize = 12;

fn draw_bars(bars: &[(String, u64)]) -> Drawing {
    let shown = bars.get(..bars.len().min(BARS)).unwrap_or_default();
    let most = shown.iter().map(|(_, count)| *count as f64).fold(1.0, f64::max);
    let height = 22.0;
    let mut drawing = Drawing { width: WIDTH, height: height * shown.len() as f64 + 4.0, ..Drawing::default() };
    let left = 70.0;
    for (at, (name, count)) in shown.iter().enumerate() {
        let top = at as f64 * height + 2.0;
        // Room for the number behind the longest bar.
        let width = round((WIDTH - left - 66.0) * *count as f64 / most);
        let text = thousands(*count);
        drawing.below.push(Label { x: left - 8.0, y: top + 15.0, text: clipped(name) });
        drawing.boxes.push(Block {
            x: left,
            y: top + 2.0,
            width,
            height: height - 6.0,
            strength: 4,
            text: text.clone(),
        });
        drawing.across.push(Label { x: round(left + width + 6.0), y: top + 15.0, text });
    }
    drawing
}

fn clipped(name: &str) -> String {
    if name.chars().count() > 9 { name.chars().take(8).chain(['…']).collect() } else { name.to_owned() }
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

fn draw_week(week: &[Vec<Spot>]) -> Drawing {
    let (left, top, cell) = (40.0, 4.0, 16.6);
    let height = 20.0;
    let mut drawing = Drawing { width: WIDTH, height: top + 7.0 * height + 20.0, ..Drawing::default() };
    let most = week.iter().flatten().map(|spot| spot.count).max().unwrap_or(0).max(1);
    for (day, spots) in week.iter().enumerate() {
        let name = DAYS.get(day).copied().unwrap_or_default();
        let y = top + day as f64 * height;
        drawing.across.push(Label { x: left - 6.0, y: y + 14.0, text: name.to_owned() });
        for (hour, spot) in spots.iter().enumerate() {
            let strength = usize::try_from((spot.count * 5).div_ceil(most)).unwrap_or(5);
            let desk = spot.open.map_or("", |open| if open { ", desk open" } else { ", desk closed" });
            let text = format!("{name} {hour:02}:00: {}{desk}", thousands(spot.count));
            let x = round(left + hour as f64 * cell);
            drawing.boxes.push(Block {
                x: x + 1.0,
                y: y + 1.0,
                width: cell - 2.0,
                height: height - 2.0,
                strength,
                text,
            });
        }
        for (from, to) in open_runs(spots) {
            let (from, to) = (round(left + from as f64 * cell), round(left + to as f64 * cell));
            let path = format!("M{from} {y}H{to}V{}H{from}Z", y + height);
            drawing.frames.push(Shape { path, colour: 0 });
        }
    }
    for hour in [0_u8, 6, 12, 18] {
        let x = round(left + f64::from(hour) * cell + cell / 2.0);
        drawing.below.push(Label { x, y: top + 7.0 * height + 15.0, text: format!("{hour:02}") });
    }
    drawing
}

/// The hours from and to which somebody is there.
fn open_runs(spots: &[Spot]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for hour in (0..spots.len()).filter(|hour| spots.get(*hour).is_some_and(|spot| spot.open == Some(true))) {
        match runs.last_mut() {
            Some((_, end)) if *end == hour => *end = hour + 1,
            _ => runs.push((hour, hour + 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn gaps_break_lines() {
        let points = vec![Some((0.5, 0.4, 0.6)), None, Some((1.0, 0.9, 1.0)), Some((0.0, 0.0, 0.2))];
        let steps = (1..=4).map(|day| date(2026, 3, day)).collect();
        let lines = vec![Line { name: "All".to_owned(), points }];
        let drawn = draw(&Chart::Lines { scale: Scale::Percent, steps, lines });
        assert_eq!((drawn.lines.len(), drawn.bands.len(), drawn.dots.len()), (2, 2, 3));
        assert!(drawn.dots.iter().all(|dot| (0.0..=WIDTH).contains(&dot.x) && (0.0..=HEIGHT).contains(&dot.y)));
        assert_eq!(drawn.dots[1].text, "All, 2026-03-03: 100 % (90 %–100 %)");
    }

    #[test]
    fn axes_end_at_nice_numbers() {
        for (most, end) in [(0.0, 2.0), (3.0, 4.0), (17.0, 20.0), (41.0, 60.0), (99.0, 100.0), (1234.0, 2000.0)] {
            assert_eq!(nice(most), end);
        }
        let nothing = draw(&Chart::Bars(Vec::new()));
        assert!(nothing.boxes.is_empty());
        draw(&Chart::Lines { scale: Scale::Count, steps: Vec::new(), lines: Vec::new() });
    }

    #[test]
    fn hours_in_which_somebody_is_there_are_framed() {
        let spots: Vec<Spot> = (0..24).map(|hour| Spot { count: hour, open: Some((9..18).contains(&hour)) }).collect();
        assert_eq!(open_runs(&spots), [(9, 18)]);
        let drawn = draw(&Chart::Week(vec![spots; 7]));
        assert_eq!((drawn.boxes.len(), drawn.frames.len()), (168, 7));
        assert_eq!(drawn.boxes.iter().map(|spot| spot.strength).max(), Some(5));
        assert!(drawn.boxes.iter().all(|spot| spot.x + spot.width <= WIDTH));
    }
}
