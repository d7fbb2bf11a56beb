"""The fetcher: where it goes, what it waits for, how much it takes, over real HTTP on loopback."""

import gzip
import socket
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which

import pytest

from groundwire.corpus.fetch import addresses, exchange
from groundwire.corpus.fetch.addresses import check, is_link, is_public
from groundwire.corpus.fetch.fetcher import Fetcher, Validators
from groundwire.errors import ArticleError
from news_site import Answer, Site, page, serving

PRIVATE = """
127.0.0.1 127.8.9.1 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
100.64.0.1 192.0.2.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255
:: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 2002:7f00:1:: 2001::1 2001:db8::1
fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12::1 ff02::1
""".split()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


def fetcher(time: Time | None = None, **how: object) -> Fetcher:
    time = time or Time()
    named = {"allow_private": True, "delay": 0.0, "sleep": time.sleep, "clock": time.clock, **how}
    return Fetcher(**named)  # type: ignore[arg-type]


def refused(url: str, **how: object) -> str:
    with pytest.raises(ArticleError) as error:
        fetcher(**how).get(url)  # type: ignore[arg-type]
    return str(error.value)


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_refused(address: str) -> None:
    """Every special range is refused, also where an IPv6 address carries an IPv4 one."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111"])
def test_what_is_public_is_fetched(address: str) -> None:
    """Addresses that are given out to anybody are allowed."""
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http://",
            "//a.example", "http://u:p@a.example/", "http://a.example:99999/", "http://[::1",
            "http://a b.example/"]
)  # fmt: skip
def test_only_plain_web_addresses_are_fetched(url: str) -> None:
    """Other schemes, passwords and broken addresses never reach the name service."""
    assert not is_link(url)
    with pytest.raises(ArticleError):
        check(url, allow_private=True, look_up=lambda host, port: pytest.fail(host))


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    """A host whose name leads outside and inside is refused: it would be chosen by chance."""
    with pytest.raises(ArticleError, match=r"10\.0\.0\.7.*--allow-private"):
        check(
            "http://a.example/",
            allow_private=False,
            look_up=lambda host, port: ["93.184.216.34", "10.0.0.7"],
        )


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "fd00:ec2::254", "0.0.0.1", "224.0.0.1", "100.64.0.1",
                "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"]
)  # fmt: skip
def test_some_addresses_are_never_fetched(address: str) -> None:
    """--allow-private means one's own network, not where a cloud keeps a machine's credentials."""
    with pytest.raises(ArticleError, match="never fetched"):
        check("http://a.example/", allow_private=True, look_up=lambda host, port: [address])


def test_loopback_is_refused_unless_asked_for(site: Site) -> None:
    """Without --allow-private nothing on this machine is asked, not even for robots.txt."""
    site.put("/a", page())
    assert "not on the public Internet" in refused(site.url + "/a", allow_private=False)
    assert [] == site.asked


def test_the_checked_address_is_the_one_reached(site: Site) -> None:
    """The name is looked up once a request, and the host is still asked for by its name."""
    site.put("/a", page())
    looked_up: list[str] = []

    def look_up(host: str, port: int) -> Sequence[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    found = fetcher(look_up=look_up).get(f"http://news.example:{site.port}/a")
    assert found.body == page().encode()
    assert ["news.example"] * 2 == looked_up  # for robots.txt and for the page
    assert {f"news.example:{site.port}"} == {headers["Host"] for headers in site.headers}


def test_tls_asks_for_the_host_by_name() -> None:
    """The name in the TLS greeting is the host's, though the connection goes to an address."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            for _ in range(3):
                connection, _ = server.accept()
                with connection:
                    heard.append(connection.recv(4096))

        threading.Thread(target=listen, daemon=True).start()
        url = f"https://secure.example:{server.getsockname()[1]}/a"
        refused(url, look_up=lambda host, port: ["127.0.0.1"])
    assert b"secure.example" in heard[0]


@pytest.mark.skipif(which("openssl") is None, reason="no openssl to make a certificate with")
def test_the_certificate_is_the_host_s(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate is checked against the host's name, not the address that is connected to."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ("-subj", "/CN=x", "-addext", "subjectAltName=DNS:secure.example", "-days", "2")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out",
         str(certificate), *made], check=True, capture_output=True,
    )  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(certificate=certificate, key=key) as secure:
        secure.put("/a", page())
        one = fetcher(look_up=lambda host, port: ["127.0.0.1"])
        assert one.get(f"https://secure.example:{secure.port}/a").body
        with pytest.raises(ArticleError, match=r"cannot be reached .*certificate"):
            one.get(f"https://other.example:{secure.port}/a")


def test_a_second_address_is_tried(site: Site) -> None:
    """A host that is down at its first address is reached at its second."""
    site.put("/a", page())
    found = fetcher(look_up=lambda host, port: ["127.0.0.9", "127.0.0.1"])
    assert found.get(f"http://news.example:{site.port}/a").body


def test_redirects_are_followed_to_the_end(site: Site) -> None:
    """The address that is told is where the redirects led, without its fragment."""
    site.put("/a", "", 302, Location="b?x=1#part")
    site.put("/b?x=1", page())
    found = fetcher().get(site.url + "/a")
    assert (found.url, found.body) == (site.url + "/b?x=1", page().encode())


@pytest.mark.parametrize(
    "target", ["http://10.0.0.8/", "http://169.254.169.254/latest/", "file:///etc/passwd",
               "http://[::ffff:10.0.0.8]/"]
)  # fmt: skip
def test_a_redirect_is_checked_as_the_first_address_was(site: Site, target: str) -> None:
    """A public page that sends the fetcher inside gets nowhere; where to is told."""
    site.put("/a", "", 302, Location=target)
    here = {"public.example": "127.0.0.1"}

    def look_up(host: str, port: int) -> Sequence[str]:
        return [here.get(host, host)]

    with pytest.MonkeyPatch.context() as patch:
        public = addresses.is_public
        patch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1" or public(ip))
        reason = refused(
            f"http://public.example:{site.port}/a", allow_private=False, look_up=look_up
        )
    assert f"redirected to {target}" in reason
    assert site.asked_pages == ["/a"]


def test_a_circle_of_redirects_ends(site: Site) -> None:
    """Five redirects are followed, the sixth is not."""
    site.put("/a", "", 301, Location="/a")
    assert "more than 5 redirects" in refused(site.url + "/a")
    assert len(site.asked_pages) == 6


def test_robots_txt_is_obeyed(site: Site) -> None:
    """What robots.txt disallows is not asked for, redirects into it included; it is read once."""
    site.put("/robots.txt", "User-agent: groundwire\nDisallow: /private/*.html$\n")
    site.put("/private/a.html", page())
    site.put("/open", "", 302, Location="/private/a.html")
    site.put("/private/b", page())
    one = fetcher()
    for path in ("/private/a.html", "/open"):
        with pytest.raises(ArticleError, match=r"robots\.txt of 127\.0\.0\.1 disallows"):
            one.get(site.url + path)
    assert one.get(site.url + "/private/b").body
    assert ["/robots.txt", "/open", "/private/b"] == site.asked


def test_a_site_that_cannot_tell_its_rules_is_left_alone(site: Site) -> None:
    """Without a robots.txt everything is allowed; when it fails, nothing is."""
    site.put("/a", page())
    assert fetcher().get(site.url + "/a").body
    site.put("/robots.txt", "", 503)
    assert "robots.txt answers 503" in refused(site.url + "/a")


def test_a_host_is_asked_slowly(site: Site) -> None:
    """Between two requests to one host lies the delay, or that of robots.txt where it is longer."""
    site.put("/a", page())
    time = Time()
    one = fetcher(time, delay=1.5)
    one.get(site.url + "/a")
    one.get(site.url + "/a")
    assert [1.5] == time.slept
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 4\n")
    time = Time()
    one = fetcher(time, delay=1.5)
    one.get(site.url + "/a")
    one.get(site.url + "/a")
    assert [4.0] == time.slept


def test_who_asks_says_so(site: Site) -> None:
    """The User-Agent names groundwire, and no proxy or cookie of the environment comes along."""
    site.put("/a", page())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("http_proxy", "http://127.0.0.1:9")
        fetcher().get(site.url + "/a")
    assert site.headers[-1]["User-Agent"].startswith("groundwire/")
    assert "Cookie" not in site.headers[-1]


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    """The validators of one answer make the next request conditional."""
    site.put("/a", page(), ETag='"7"', Last_Modified="Tue, 11 Mar 2025 10:00:00 GMT")
    first = fetcher().get(site.url + "/a")
    assert Validators('"7"', "Tue, 11 Mar 2025 10:00:00 GMT") == first.validators
    assert fetcher().get(site.url + "/a", first.validators).body is None
    assert site.headers[-1]["If-Modified-Since"] == "Tue, 11 Mar 2025 10:00:00 GMT"


def test_a_busy_site_is_asked_again_later(site: Site) -> None:
    """503 is tried three times with growing waits, Retry-After is honoured, then it is given up."""
    left = [Answer("", 503), Answer("", 429, {"Retry-After": "7"}), Answer(page())]
    site.pages["/a"] = lambda request: left.pop(0)
    time = Time()
    assert fetcher(time).get(site.url + "/a").body
    assert [1.0, 7.0] == time.slept
    site.put("/a", "", 503)
    assert "answers 503" in refused(site.url + "/a")


def test_a_long_wait_is_not_waited(site: Site) -> None:
    """A host that asks for an hour is left at once, and the wait is told."""
    site.put("/a", "", 429, Retry_After="3600")
    time = Time()
    assert "wait of 3600 s" in refused(site.url + "/a", time=time)
    assert [] == time.slept


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451, 418])
def test_a_refusal_is_not_asked_again(site: Site, status: int) -> None:
    """A page that is gone or not for us is one request and one reason."""
    site.put("/a", "no", status)
    assert f"answers {status}" in refused(site.url + "/a")
    assert len(site.asked_pages) == 1


def test_packed_answers_are_bounded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """gzip is unpacked up to the limit, a bomb is not; other packings were not asked for."""
    site.put("/a", gzip.compress(page().encode()), Content_Encoding="gzip")
    assert fetcher().get(site.url + "/a").body == page().encode()
    site.put("/bomb", gzip.compress(bytes(80_000_000)), Content_Encoding="gzip")
    assert "more than 50,000,000 bytes" in refused(site.url + "/bomb")
    site.put("/br", b"x", Content_Encoding="br")
    assert "packed as 'br'" in refused(site.url + "/br")
    site.put("/cut", gzip.compress(page().encode())[:-30], Content_Encoding="gzip")
    assert "broke off" in refused(site.url + "/cut")
    site.put("/bad", b"not gzip", Content_Encoding="gzip")
    assert "cannot be unpacked" in refused(site.url + "/bad")


def test_a_site_that_drips_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of time holds for the whole exchange, however many bytes keep coming."""
    monkeypatch.setattr(exchange, "SECONDS", 0.3)
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            for _ in range(3):
                connection, _ = server.accept()
                with connection:
                    connection.recv(4096)
                    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                    while not stop.wait(0.05):
                        try:
                            connection.sendall(b"x")
                        except OSError:
                            break

        threading.Thread(target=drip, daemon=True).start()
        assert "no whole answer" in refused(f"http://127.0.0.1:{server.getsockname()[1]}/a")
        stop.set()


def test_a_host_that_is_down_or_unknown_is_said_so() -> None:
    """Nobody listening and no such name are two reasons."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "cannot be reached" in refused(f"http://127.0.0.1:{port}/")

    def nowhere(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    assert "cannot be found" in refused("http://nowhere.example/", look_up=nowhere)
