"""`/metrics` for Prometheus: what this process has done, and what waits in the database. No label names a person."""

from datetime import timedelta

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.health import Found, Health
from bot.version import our_version

disable_created_metrics()  # type: ignore[no-untyped-call]  # the library has none; when a count began is no figure of ours

_JOB_SECONDS = (0.005, 0.02, 0.1, 0.5, 2, 10, 60)


class Metrics:
    """Counts for one process; several are added up by whoever reads them."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._said = Counter("nhacviec_said", "Messages that the platform took", ["channel", "kind"], registry=registry)
        self._refused = Counter(
            "nhacviec_refused", "Sends that were not taken, by what follows", ["channel", "then"], registry=registry
        )
        self._heard = Counter(
            "nhacviec_heard", "Updates by what became of them", ["channel", "state"], registry=registry
        )
        self._took = Histogram("nhacviec_job_seconds", "A job's runs", ["job"], buckets=_JOB_SECONDS, registry=registry)
        self._failures = Counter("nhacviec_job_failures", "A job's failed runs", ["job"], registry=registry)
        self._shown = _Shown(registry)

    def said(self, channel: str, kind: str) -> None:
        """Count a message that was taken."""
        self._said.labels(channel, kind).inc()

    def refused(self, channel: str, *, for_good: bool) -> None:
        """Count a send that was not taken."""
        self._refused.labels(channel, "given_up" if for_good else "tried_again").inc()

    def heard(self, channel: str, state: str) -> None:
        """Count an update: handled, failed once, or given up."""
        self._heard.labels(channel, state).inc()

    def ran(self, job: str, took: timedelta, *, failed: bool) -> None:
        """Count a run of a job."""
        self._took.labels(job).observe(took.total_seconds())
        if failed:
            self._failures.labels(job).inc()

    def text(self, found: Found) -> bytes:
        """Return everything in Prometheus' own format."""
        self._shown.show(found)
        return generate_latest(self._registry)

    def route(self, health: Health) -> Route:
        """Return `GET /metrics`; it answers also when the service is not well."""

        async def metrics(_request: Request) -> Response:
            return Response(self.text(await health.look()), media_type=CONTENT_TYPE_LATEST)

        return Route("/metrics", metrics)


class _Shown:
    """What is looked up anew for each answer."""

    def __init__(self, registry: CollectorRegistry) -> None:
        def gauge(name: str, meaning: str, *labels: str) -> Gauge:
            return Gauge(f"nhacviec_{name}", meaning, labels, registry=registry)

        gauge("info", "Which version runs", "version").labels(our_version()).set(1)
        self._healthy = gauge("healthy", "Whether /healthz says 200")
        self._database = gauge("database_up", "Whether the database answers")
        self._due = gauge("due", "Messages due and unsaid", "kind")
        self._unsaid = gauge("lag_seconds", "How long the oldest of them has been due")
        self._waiting = gauge("unheard", "Updates not handled yet", "channel")
        self._unheard = gauge("unheard_seconds", "How long the oldest of them has waited")
        self._size = gauge("database_bytes", "Size of the database")
        self._backup = gauge("backup_timestamp_seconds", "When the last backup was made; 0 for never")

    def show(self, found: Found) -> None:
        """Take over what was found; what the database does not tell now is not shown at all, or as it was last."""
        self._healthy.set(not found.reasons)
        self._database.set(found.standing is not None)
        if (now := found.standing) is None:
            return
        for by_label, counts in ((self._due, now.due), (self._waiting, now.waiting)):
            by_label.clear()
            for label, count in counts.items():
                by_label.labels(label).set(count)
        self._unsaid.set(now.unsaid_for.total_seconds())
        self._unheard.set(now.unheard_for.total_seconds())
        self._size.set(now.size_bytes)
        self._backup.set(now.backed_up_at.timestamp() if now.backed_up_at else 0)
