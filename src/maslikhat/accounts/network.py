"""The network a visit comes from: never the whole address."""

import ipaddress

from maslikhat.kit.doors import Request


def of(request: Request) -> str:
    """The /24 (IPv4) or /64 (IPv6) of the visitor, such as `"192.0.2.0/24"`; empty when unknown.

    The gateway has put the visitor's address in REMOTE_ADDR, from the header of a trusted proxy
    only; no header is read here.
    """
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    length = 24 if address.version == 4 else 64
    return str(ipaddress.ip_network((address, length), strict=False))
