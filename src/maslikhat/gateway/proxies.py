"""Who is at the other end: what a proxy in front says is believed only from addresses we trust."""

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _address(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        return found.ipv4_mapped
    return found


@lru_cache(maxsize=4096)
def _plain(peer: str) -> str:
    """The address of a connection as it is written everywhere; each is seen many times."""
    address = _address(peer)
    return str(address) if address else peer


class Proxies:
    """The proxies trusted by the operator, as addresses or networks (`10.0.0.0/8`)."""

    def __init__(self, trusted: Iterable[str]) -> None:
        """Raises SystemExit when one of `trusted` is neither an address nor a network."""
        try:
            self.networks = [ipaddress.ip_network(one, strict=False) for one in trusted]
        except ValueError as error:
            wanted = "MASLIKHAT_TRUSTED_PROXIES must be addresses or networks"
            raise SystemExit(f"{wanted}: {error}.") from None

    def trusts(self, address: Address | None) -> bool:
        """Whether this address is one of the trusted proxies."""
        return address is not None and any(address in network for network in self.networks)

    def seen(self, peer: str, forwarded: str) -> str:
        """The visitor's address: the nearest one of X-Forwarded-For that is not itself a proxy.

        `peer` is who opened the connection, `forwarded` the header's addresses, nearest last.
        """
        if not forwarded:
            return _plain(peer)
        address = _address(peer)
        before = [part for part in forwarded.split(",") if part.strip()]
        while before and self.trusts(address):
            nearer = _address(before.pop())
            if nearer is None:
                break
            address = nearer
        return str(address) if address else peer

    def scheme(self, peer: str, given: str, forwarded: str) -> str:
        """What a trusted proxy says the visitor came by, else the connection's own."""
        if forwarded in {"http", "https"} and self.trusts(_address(peer)):
            return forwarded
        return given
