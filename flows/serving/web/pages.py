"""The pages that are read, each at its address: overview, claims, voices, and one of each kind of thing."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from extractors.records import ALERTING_TOPICS, TOPICS, Filter
from flows.mail.cards import headed, web_link
from flows.reporting.axis import axis_of
from flows.reporting.lanes import lanes_on
from flows.reporting.material import REMEMBERED, gather
from flows.reporting.overview import Overview, Timeline, overview_of
from flows.reporting.quality import quality_of
from flows.reporting.standings import day_of, said_by_voice, voices_of
from flows.reporting.wakefulness import wakefulness_of
from flows.runtime.shown import shown_line
from flows.serving.web.asking import PAGE, after_of, asking, filter_of, key_of
from flows.serving.web.marking import around, marked
from flows.serving.web.searching import chips_of, choices
from flows.serving.web.site import FRESH_S, Site, site_of
from flows.telling.to_review import figures_line

_OF_VOICE = 150  # 10 ms; more marks could not be told apart on its lanes


def overview(request: Request) -> Response:
    """Where everybody stands, what is new, the pictures."""
    site = site_of(request)
    return site.page(request, "overview.html", shown=overview_kept(site).html)


def claims(request: Request) -> Response:
    """A list of claims, narrowed by a form, going on by key."""
    site, asked = site_of(request), request.query_params
    found = site.store.claims_page(filter_of(asked), after_of(asked))
    following = asking(asked, after=key_of(found[-1])) if len(found) == PAGE else ""
    cards = site.cards(found)
    feeds = asking({name: asked[name] for name in ("topic", "actor") if asked.get(name)})
    counted = site.facets(filter_of(asked))
    return site.page(
        request,
        "claims.html",
        cards=cards,
        asked=asked,
        following=following,
        feeds=feeds,
        counted=counted,
        facets=choices(counted, asked),
        chips=chips_of(counted, asked),
        title="Claims",
    )


def claim(request: Request) -> Response:
    """One claim with all that is known around it."""
    site, key = site_of(request), request.path_params["key"]
    found = site.store.claim(key)
    if found is None:
        raise _missing("claim")
    return site.page(
        request, "claim.html", card=site.cards([found], whole=True)[0], reviews=site.store.reviews(key), one=found
    )


def actors(request: Request) -> Response:
    """Everybody who is heard, with the stands of those who spoke last."""
    site = site_of(request)
    return site.page(request, "actors.html", shown=overview_kept(site).voices)


def actor(request: Request) -> Response:
    """One voice: where it stands, its lanes, what it said."""
    site, key = site_of(request), request.path_params["key"]
    found = site.store.said_by(key, _OF_VOICE)
    if not found:
        raise _missing("voice")
    said = said_by_voice(found)
    axis = axis_of([day_of(one) for told in said.values() for one in told], site.clock().date())
    timelines = [Timeline(topic, lanes, ()) for topic in TOPICS if (lanes := lanes_on(topic, said, axis))]
    voices = voices_of(found)
    shown = [one.claim.id for one in found if one.novelty.kind != "repeat"][:PAGE]
    return site.page(
        request,
        "actor.html",
        name=found[0].claim.speaker_name,
        key=key,
        role=site.roles().get(key, ""),
        voices=voices,
        held=[topic for topic in TOPICS if any(topic in voice.stands for voice in voices)],
        timelines=timelines,
        axis=axis,
        cards=site.cards(site.store.claims_by_id(shown)),
        more=asking({"actor": key}),
        latest=_OF_VOICE if len(found) == _OF_VOICE else 0,
    )


def article(request: Request) -> Response:
    """One article: its text with the claims' words marked, its copies."""
    site, key = site_of(request), request.path_params["key"]
    found = site.store.article(key)
    if found is None or found.id != key:
        raise _missing("article")
    told = [one for one in site.store.claims_of(key) if one.vanished_at is None]
    group = site.store.syndication_group(key)
    return site.page(
        request,
        "article.html",
        record=found,
        link=web_link(found.article.canonical_url or found.article.url or ""),
        paragraphs=[marked(line, [one.claim for one in told]) for line in found.article.text.split("\n")],
        cards=site.cards(told, whole=True),
        copies=[one for one in group.articles if one.id != key] if group else [],
    )


def statement(request: Request) -> Response:
    """One statement: who says it, its words marked in their paragraphs, what it claims."""
    site, key = site_of(request), request.path_params["key"]
    found = site.store.statement(key)
    if found is None:
        raise _missing("statement")
    said, speaker = found.said.statement, found.said.statement.speaker
    told = [one for one in site.store.claims_of(found.article) if one.claim.statement_id == key]
    cards = site.cards([one for one in told if one.vanished_at is None])
    return site.page(
        request,
        "statement.html",
        record=found.said,
        said=said,
        who=headed(shown_line(speaker.name)) if speaker else "Nobody is quoted",
        role=site.roles().get((speaker.actor if speaker else None) or "", ""),
        article=found.article,
        link=web_link(found.said.url),
        paragraphs=around(found.wording, said.content),
        cards=cards,
    )


def alert(request: Request) -> Response:
    """One alert: what it told, and whether it went out."""
    site = site_of(request)
    found = site.store.alert(request.path_params["key"])
    if found is None:
        raise _missing("alert")
    told, statuses = found
    return site.page(
        request, "alert.html", alert=told, statuses=statuses, cards=site.cards(told.claims), link=web_link(told.url)
    )


def quality(request: Request) -> Response:
    """How right alerts were, how far reviewers agree, and in which hours the watch was awake."""
    site, now = site_of(request), site_of(request).clock()
    told = quality_of(site.store.told_verdicts(), site.store.second_looks())
    awake = wakefulness_of(site.store.awake_hours(now - REMEMBERED), now, site.zone)
    figures = figures_line(site.store.review_figures())
    return site.page(request, "how_right.html", it=told, awake=awake, figures=figures)


class _OverviewHtml(NamedTuple):
    """The HTML of the overview and of its table of voices: to write it out takes 80 ms."""

    html: Markup
    voices: Markup


def overview_kept(site: Site) -> _OverviewHtml:
    """The overview, at most a minute old or while it is made anew."""
    held: _OverviewHtml = site.kept.of("overview", FRESH_S, lambda: _shown(site))
    return held


def _shown(site: Site) -> _OverviewHtml:
    by_month = lambda topic, month: "/claims?" + urlencode({"topic": topic, "since": f"{month}-01"})  # noqa: E731
    by_rung = lambda topic, position: "/claims?" + urlencode({"topic": topic, "position": position})  # noqa: E731
    by_outlet = lambda outlet: "/claims?" + urlencode({"outlet": outlet})  # noqa: E731
    over = _overview(site)
    told = {"over": over, "asked": ALERTING_TOPICS, "by_month": by_month, "by_rung": by_rung, "by_outlet": by_outlet}
    body, voices = (site.written(name, **told) for name in ("overview_body.html", "voices_body.html"))
    return _OverviewHtml(Markup(body), Markup(voices))  # noqa: S704 - made by templates that escape


def _overview(site: Site) -> Overview:
    now = site.clock()
    return overview_of(gather(site.store, Filter(), now, site.roles()), now, site.zone)


def _missing(what: str) -> HTTPException:
    return HTTPException(404, f"There is no such {what}.")
