//! Which addresses may be connected to.
//!
//! A feed, a link in it or a redirect can name any host, and any host name can resolve to the
//! reader's own machine or network ("server-side request forgery"). So the test is made on the
//! resolved addresses that are then connected to, for every hop, and only what the IANA registries
//! call globally reachable passes: the special-purpose blocks of RFC 6890 and its successors do
//! not, nor do the IPv6 forms that carry an IPv4 address of such a block (mapped, NAT64, 6to4,
//! Teredo).

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::fmt;
use std::str::FromStr;

/// What kind of address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Reachable from everywhere.
    Public,
    /// The machine itself.
    Loopback,
    /// A private network (RFC 1918), or a unique local address.
    Private,
    /// The local link, which is where clouds keep their secrets (169.254.169.254).
    LinkLocal,
    /// Between a provider and its customers (RFC 6598).
    Shared,
    /// A group of machines.
    Multicast,
    /// No address at all, which many systems take for the machine itself.
    Unspecified,
    /// Kept for documentation, tests, tunnels or the future.
    Reserved,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Public => "public",
            Self::Loopback => "loopback",
            Self::Private => "private",
            Self::LinkLocal => "link-local",
            Self::Shared => "carrier-grade NAT",
            Self::Multicast => "multicast",
            Self::Unspecified => "unspecified",
            Self::Reserved => "reserved",
        })
    }
}

/// The kind of an address; one that carries an IPv4 address has that one's.
///
/// ```
/// use tidings::fetch::{Kind, kind_of};
/// assert_eq!(kind_of("93.184.216.34".parse()?), Kind::Public);
/// assert_eq!(kind_of("::ffff:127.0.0.1".parse()?), Kind::Loopback);
/// assert_eq!(kind_of("64:ff9b::10.0.0.1".parse()?), Kind::Private);
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[must_use]
pub fn kind_of(address: IpAddr) -> Kind {
    match address {
        IpAddr::V4(four) => kind_of_four(four),
        IpAddr::V6(six) => kind_of_six(six),
    }
}

fn kind_of_four(address: Ipv4Addr) -> Kind {
    match address.octets() {
        [0, 0, 0, 0] => Kind::Unspecified,
        [127, ..] => Kind::Loopback,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Kind::Private,
        [169, 254, ..] => Kind::LinkLocal,
        [100, 64..=127, ..] => Kind::Shared,
        [224..=239, ..] => Kind::Multicast,
        // This network, protocol assignments, three blocks for documentation, the 6to4 relays,
        // benchmarks, the future.
        [0, ..]
        | [192, 0, 0 | 2, _]
        | [198, 51, 100, _]
        | [203, 0, 113, _]
        | [192, 88, 99, _]
        | [198, 18 | 19, ..]
        | [240..=255, ..] => Kind::Reserved,
        _ => Kind::Public,
    }
}

fn kind_of_six(address: Ipv6Addr) -> Kind {
    let inner = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        kind_of_four(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => Kind::Unspecified,
        [0, 0, 0, 0, 0, 0, 0, 1] => Kind::Loopback,
        // Mapped (RFC 4291), translated (RFC 2765) and NAT64 (RFC 6052).
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inner(high, low),
        // IPv4-compatible, given up by RFC 4291: nothing public is there.
        [0, 0, 0, 0, 0, 0, high, low] => match inner(high, low) {
            Kind::Public => Kind::Reserved,
            kind => kind,
        },
        // NAT64 inside a network (RFC 8215).
        [0x64, 0xff9b, 1, ..] => Kind::Private,
        // 6to4 carries the gateway's address.
        [0x2002, high, low, ..] => inner(high, low),
        // Teredo, benchmarks, ORCHID and what else the registry keeps in 2001::/23; documentation.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => Kind::Reserved,
        [0xfc00..=0xfdff, ..] | [0xfec0..=0xfeff, ..] => Kind::Private,
        [0xfe80..=0xfebf, ..] => Kind::LinkLocal,
        [0xff00..=0xffff, ..] => Kind::Multicast,
        [0x2000..=0x3fff, ..] => Kind::Public,
        _ => Kind::Reserved,
    }
}

/// A block of addresses, written as CIDR: `192.168.1.0/24`, `fd00::/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    /// How many leading bits count, at most 32 or 128.
    bits: u32,
}

impl Network {
    /// Whether the block holds `address`; an IPv4 address that is mapped into IPv6 counts as
    /// itself.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        let differ = |mine: u128, theirs: u128, width: u32| {
            let shift = width - self.bits.min(width);
            mine.checked_shr(shift).unwrap_or(0) != theirs.checked_shr(shift).unwrap_or(0)
        };
        match (self.address.to_canonical(), address.to_canonical()) {
            (IpAddr::V4(mine), IpAddr::V4(theirs)) => {
                !differ(u128::from(mine.to_bits()), u128::from(theirs.to_bits()), 32)
            }
            (IpAddr::V6(mine), IpAddr::V6(theirs)) => {
                !differ(mine.to_bits(), theirs.to_bits(), 128)
            }
            _ => false,
        }
    }
}

/// A block of addresses could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no address or block of addresses; write for example 192.168.1.0/24")]
pub struct BadNetwork(pub String);

impl FromStr for Network {
    type Err = BadNetwork;

    fn from_str(text: &str) -> Result<Self, BadNetwork> {
        let bad = || BadNetwork(text.to_owned());
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| bad())?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(width), |bits| bits.parse().map_err(|_| bad()))?;
        if bits > width { Err(bad()) } else { Ok(Self { address, bits }) }
    }
}

/// Which addresses may be connected to beside the public ones. The default is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guard {
    /// Whether the machine itself may be (127.0.0.0/8 and ::1).
    pub loopback: bool,
    /// Further blocks, whatever their kind.
    pub networks: Vec<Network>,
}

impl Guard {
    /// The guard that lets only public addresses pass.
    #[must_use]
    pub const fn strict() -> Self {
        Self { loopback: false, networks: Vec::new() }
    }

    /// Whether `address` may be connected to; the error is what kind of address it is.
    ///
    /// # Errors
    /// The kind of an address that may not be.
    pub fn check(&self, address: IpAddr) -> Result<(), Kind> {
        match kind_of(address) {
            Kind::Public => Ok(()),
            Kind::Loopback if self.loopback => Ok(()),
            _ if self.networks.iter().any(|network| network.holds(address)) => Ok(()),
            kind => Err(kind),
        }
    }
}

/// Ports on which something other than a web server listens, as browsers refuse them (WHATWG Fetch,
/// "port blocking"): a request would be a message to a mail server, a database or a shell.
const BAD_PORTS: [u16; 81] = [
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
    103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
    512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
    995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
    6669, 6679, 6697,
];

/// Whether a web server may listen on `port`.
#[must_use]
pub(super) fn is_web_port(port: u16) -> bool {
    port != 0 && BAD_PORTS.binary_search(&port).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        for (address, kind) in [
            ("1.1.1.1", Kind::Public),
            ("100.63.255.255", Kind::Public),
            ("100.64.0.1", Kind::Shared),
            ("100.127.255.255", Kind::Shared),
            ("100.128.0.0", Kind::Public),
            ("172.15.255.255", Kind::Public),
            ("172.16.0.0", Kind::Private),
            ("172.31.255.255", Kind::Private),
            ("172.32.0.0", Kind::Public),
            ("192.168.0.1", Kind::Private),
            ("10.255.0.1", Kind::Private),
            ("127.0.0.1", Kind::Loopback),
            ("127.255.255.254", Kind::Loopback),
            ("0.0.0.0", Kind::Unspecified),
            ("0.1.2.3", Kind::Reserved),
            ("169.254.169.254", Kind::LinkLocal),
            ("192.0.0.8", Kind::Reserved),
            ("192.0.1.1", Kind::Public),
            ("192.0.2.1", Kind::Reserved),
            ("198.17.255.255", Kind::Public),
            ("198.18.0.1", Kind::Reserved),
            ("198.19.255.255", Kind::Reserved),
            ("224.0.0.1", Kind::Multicast),
            ("239.255.255.255", Kind::Multicast),
            ("240.0.0.1", Kind::Reserved),
            ("255.255.255.255", Kind::Reserved),
            ("::", Kind::Unspecified),
            ("::1", Kind::Loopback),
            ("::127.0.0.1", Kind::Loopback),
            ("::8.8.8.8", Kind::Reserved),
            ("::ffff:127.0.0.1", Kind::Loopback),
            ("::ffff:8.8.8.8", Kind::Public),
            ("::ffff:0:10.0.0.1", Kind::Private),
            ("64:ff9b::7f00:1", Kind::Loopback),
            ("64:ff9b::808:808", Kind::Public),
            ("64:ff9b:1::1", Kind::Private),
            ("2002:7f00:1::", Kind::Loopback),
            ("2002:a9fe:a9fe::1", Kind::LinkLocal),
            ("2001::1", Kind::Reserved),
            ("2001:db8::1", Kind::Reserved),
            ("2001:200::1", Kind::Public),
            ("2606:4700::1111", Kind::Public),
            ("3fff:fff::1", Kind::Reserved),
            ("fc00::1", Kind::Private),
            ("fdff::1", Kind::Private),
            ("fe80::1", Kind::LinkLocal),
            ("fec0::1", Kind::Private),
            ("ff02::1", Kind::Multicast),
            ("4000::1", Kind::Reserved),
            ("100::1", Kind::Reserved),
        ] {
            assert_eq!(kind_of(address.parse().unwrap()), kind, "{address}");
        }
    }

    #[test]
    fn what_is_allowed() {
        let strict = Guard::default();
        let local = Guard { loopback: true, ..Guard::default() };
        let home = Guard { loopback: false, networks: vec!["192.168.1.0/24".parse().unwrap()] };
        let at = |text: &str| text.parse::<IpAddr>().unwrap();
        assert_eq!(strict.check(at("127.0.0.1")), Err(Kind::Loopback));
        assert_eq!(local.check(at("127.0.0.1")), Ok(()));
        assert_eq!(local.check(at("::ffff:127.0.0.1")), Ok(()));
        assert_eq!(local.check(at("0.0.0.0")), Err(Kind::Unspecified));
        assert_eq!(local.check(at("192.168.1.5")), Err(Kind::Private));
        assert_eq!(home.check(at("192.168.1.5")), Ok(()));
        assert_eq!(home.check(at("::ffff:192.168.1.5")), Ok(()));
        assert_eq!(home.check(at("192.168.2.5")), Err(Kind::Private));
        assert_eq!(home.check(at("127.0.0.1")), Err(Kind::Loopback));
    }

    #[test]
    fn networks() {
        let holds = |network: &str, address: &str| {
            network.parse::<Network>().unwrap().holds(address.parse().unwrap())
        };
        assert!(holds("0.0.0.0/0", "255.1.2.3"));
        assert!(!holds("0.0.0.0/0", "::2"));
        assert!(holds("::/0", "fe80::1"));
        assert!(holds("fd00::/8", "fdff::1"));
        assert!(!holds("fd00::/8", "fe00::1"));
        assert!(holds("10.1.2.3", "10.1.2.3"));
        assert!(!holds("10.1.2.3", "10.1.2.2"));
        for bad in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "x/8", "10.0.0.0/", "10.0.0.0/-1"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
    }

    #[test]
    fn ports() {
        assert!(BAD_PORTS.is_sorted());
        assert!([80, 443, 8080, 8443, 40_000].into_iter().all(is_web_port));
        assert!(![0, 22, 25, 587, 6667].into_iter().any(is_web_port));
    }
}
