//! The players of videos at other hosts, by the addresses that people share.

/// Where a video comes from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Player {
    /// What the player's frame shows.
    pub(super) embed: String,
    /// The page of the video, for those without scripts.
    pub(super) page: String,
    /// Scheme and host of `embed`.
    pub(super) host: &'static str,
}

/// The page of the video that an address at YouTube, Vimeo, Loom or Wistia leads to: what a `:::video` can show.
pub fn video_page(src: &str) -> Option<String> {
    player(src).map(|player| player.page)
}

/// The player of an address at YouTube, Vimeo, Loom or Wistia: the one of each that sets the fewest cookies.
pub(super) fn player(src: &str) -> Option<Player> {
    let rest = src.strip_prefix("https://").or_else(|| src.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
    let parameter = |name: &str| {
        let mut pairs = query.split(['&', '#']).filter_map(|pair| pair.split_once('='));
        pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
    };
    let mut parts = path.split('/');
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(&host) {
        "youtu.be" => youtube(first, parameter("t")),
        "youtube.com" | "youtube-nocookie.com" => match first {
            "watch" => youtube(parameter("v")?, parameter("t").or_else(|| parameter("start"))),
            "embed" | "shorts" | "live" => youtube(second, parameter("t").or_else(|| parameter("start"))),
            _ => None,
        },
        "vimeo.com" => vimeo(first, Some(second)),
        "player.vimeo.com" if first == "video" => vimeo(second, parameter("h")),
        "loom.com" if matches!(first, "share" | "embed") && is_id(second) => Some(Player {
            embed: format!("https://www.loom.com/embed/{second}?autoplay=1"),
            page: format!("https://www.loom.com/share/{second}"),
            host: "https://www.loom.com",
        }),
        "fast.wistia.net" | "fast.wistia.com" if first == "embed" && matches!(second, "iframe" | "medias") => {
            wistia(parts.next()?)
        }
        _ if host.ends_with(".wistia.com") && first == "medias" => wistia(second),
        _ => None,
    }
}

fn wistia(id: &str) -> Option<Player> {
    let id = id.split('.').next().filter(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric()) && is_id(id))?;
    Some(Player {
        embed: format!("https://fast.wistia.net/embed/iframe/{id}?doNotTrack=true&autoPlay=true"),
        page: format!("https://fast.wistia.net/embed/iframe/{id}"),
        host: "https://fast.wistia.net",
    })
}

fn youtube(id: &str, start: Option<&str>) -> Option<Player> {
    let start = start.map(|start| start.trim_end_matches('s')).filter(|start| start.parse::<u32>().is_ok());
    let (embed, page) = match start {
        Some(start) => (format!("&start={start}"), format!("&t={start}")),
        None => Default::default(),
    };
    is_id(id).then(|| Player {
        embed: format!("https://www.youtube-nocookie.com/embed/{id}?autoplay=1&rel=0{embed}"),
        page: format!("https://www.youtube.com/watch?v={id}{page}"),
        host: "https://www.youtube-nocookie.com",
    })
}

fn vimeo(id: &str, hash: Option<&str>) -> Option<Player> {
    let hash = hash.filter(|hash| is_id(hash));
    let number = !id.is_empty() && id.len() < 20 && id.bytes().all(|byte| byte.is_ascii_digit());
    number.then(|| Player {
        embed: format!(
            "https://player.vimeo.com/video/{id}?dnt=1&autoplay=1{}",
            hash.map_or_else(String::new, |hash| format!("&h={hash}"))
        ),
        page: format!("https://vimeo.com/{id}{}", hash.map_or_else(String::new, |hash| format!("/{hash}"))),
        host: "https://player.vimeo.com",
    })
}

fn is_id(text: &str) -> bool {
    (4..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_player_that_knows_least_of_the_reader() {
        let embed = |src: &str| player(src).map(|player| player.embed);
        let youtube =
            |more: &str| Some(format!("https://www.youtube-nocookie.com/embed/abcDEF-_123?autoplay=1&rel=0{more}"));
        assert_eq!(embed("https://www.youtube.com/watch?v=abcDEF-_123&t=42s"), youtube("&start=42"));
        assert_eq!(embed("https://youtu.be/abcDEF-_123?si=x"), youtube(""));
        assert_eq!(embed("https://m.youtube.com/shorts/abcDEF-_123/"), youtube(""));
        assert_eq!(
            embed("https://vimeo.com/123456/abcdef").as_deref(),
            Some("https://player.vimeo.com/video/123456?dnt=1&autoplay=1&h=abcdef")
        );
        assert_eq!(
            embed("https://www.loom.com/share/0123abcd").as_deref(),
            Some("https://www.loom.com/embed/0123abcd?autoplay=1")
        );
        for other in [
            "https://youtube.com.example/watch?v=abcDEF",
            "https://www.youtube.com/watch?v=a\"b<c",
            "https://vimeo.com/channels/x",
            "javascript:alert(1)",
            "https://youtu.be/",
            "youtu.be/abcdef",
        ] {
            assert_eq!(player(other), None, "{other}");
        }
    }
}
