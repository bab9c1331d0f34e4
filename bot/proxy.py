"""The way out of an office's network: straight, through an HTTP proxy, or through a SOCKS one."""

import aiohttp
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError

PROXY_FAILED = (ProxyConnectionError, ProxyError, ProxyTimeoutError)
"""What a SOCKS proxy that does not carry us raises; the HTTP client's own errors are not among its ancestors."""

_KEPT_SECONDS = 30


def connector_through(proxy: str | None, connections: int) -> aiohttp.TCPConnector:
    """Return a pool of so many lines; a SOCKS proxy resolves names itself, for those of platforms are often blocked."""
    if not _is_socks(proxy):
        return aiohttp.TCPConnector(limit=connections, keepalive_timeout=_KEPT_SECONDS)
    url = (proxy or "").replace("socks5h:", "socks5:", 1)
    return ProxyConnector.from_url(url, rdns=True, limit=connections, keepalive_timeout=_KEPT_SECONDS)


def proxy_of_call(proxy: str | None) -> str | None:
    """Return the proxy that each call must name: an HTTP one; a SOCKS proxy is the pool's own matter."""
    return None if _is_socks(proxy) else proxy


def _is_socks(proxy: str | None) -> bool:
    return proxy is not None and proxy.startswith("socks")
