//! How often one address may ask.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// A bucket of requests for each address, filled again with time.
///
/// Addresses are kept as hashes with a salt that the process makes of chance and never shows, for as long as their bucket
/// is not full, in memory alone.
#[derive(Debug)]
pub(crate) struct RateLimit {
    salt: RandomState,
    buckets: Mutex<HashMap<u64, Bucket>>,
    /// Requests a minute, and at once; zero for no limit.
    a_minute: f64,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

/// Addresses that are remembered at once: 3 MB.
const MOST: usize = 65_536;

impl RateLimit {
    pub(crate) fn new(a_minute: u32) -> Self {
        Self { salt: RandomState::new(), buckets: Mutex::default(), a_minute: f64::from(a_minute) }
    }

    /// Whether an address may ask once more.
    pub(crate) fn take(&self, address: IpAddr, now: Instant) -> bool {
        if self.a_minute == 0.0 {
            return true;
        }
        let key = self.salt.hash_one(network(address));
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST && !buckets.contains_key(&key) {
            buckets.retain(|_, bucket| self.filled(*bucket, now) < self.a_minute);
            if buckets.len() >= MOST {
                // More addresses at once than any help site has readers: none of them is known any more.
                buckets.clear();
            }
        }
        let bucket = buckets.entry(key).or_insert(Bucket { left: self.a_minute, at: now });
        let left = self.filled(*bucket, now);
        let granted = left >= 1.0;
        *bucket = Bucket { left: if granted { left - 1.0 } else { left }, at: now };
        granted
    }

    fn filled(&self, bucket: Bucket, now: Instant) -> f64 {
        let earned = now.saturating_duration_since(bucket.at).as_secs_f64() * self.a_minute / 60.0;
        (bucket.left + earned).min(self.a_minute)
    }
}

/// Whoever has one address of IPv6 has all those with the same first half.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => IpAddr::V4(address),
            None => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
        },
        IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn each_address_has_its_own_requests_and_they_come_back() {
        let (limit, start) = (RateLimit::new(60), Instant::now());
        let granted = |text: &str, at| (0..10_000).filter(|_| limit.take(address(text), at)).count();
        assert_eq!(granted("192.0.2.1", start), 60);
        assert_eq!(granted("192.0.2.2", start), 60);
        assert_eq!(granted("192.0.2.1", start + Duration::from_secs(5)), 5);
        assert_eq!(granted("2001:db8::1", start), 60);
        assert_eq!(granted("2001:db8::2", start), 0, "the same network");
        assert_eq!(granted("2001:db8:0:1::1", start), 60);
        assert_eq!(granted("::ffff:192.0.2.2", start), 0, "the same address, written otherwise");
        let none = RateLimit::new(0);
        assert!((0..10_000).all(|_| none.take(address("192.0.2.1"), start)));
    }

    #[test]
    fn no_number_of_addresses_fills_the_memory() {
        let (limit, start) = (RateLimit::new(60), Instant::now());
        for number in 0..200_000_u32 {
            assert!(limit.take(IpAddr::V4(number.into()), start));
        }
        assert!(limit.buckets.lock().unwrap().len() <= MOST);
    }
}
