from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from factcheck.views import (
    accounts,
    articles,
    cards,
    changes,
    checkpoints,
    citing,
    claims,
    corrections,
    exports,
    feeds,
    front,
    health,
    ledger,
    reporting,
    sitemap,
    sources,
    topics,
)
from factcheck.views.desk import (
    annotate,
    bulk,
    figures,
    finding,
    for_you,
    kept,
    mending,
    merging,
    news,
    queue,
    reading,
    reports,
    tour,
)
from factcheck.views.desk import articles as desk_articles
from factcheck.views.desk import claims as desk_claims
from factcheck.views.desk import comments as desk_comments
from factcheck.views.desk import proposals as desk_proposals
from factcheck.views.desk import settings as desk_settings
from factcheck.views.desk import sources as desk_sources
from factcheck.views.desk import table_imports as desk_imports
from factcheck.views.desk import topics as desk_topics

desk_patterns = [
    path("", queue.queue, name="queue"),
    path("news/", news.news, name="news"),
    path("filters/keep/", kept.keep, name="filter_keep"),
    path("filters/drop/", kept.drop, name="filter_drop"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("articles/", desk_articles.index, name="articles"),
    path("articles/new/", desk_articles.new, name="article_new"),
    path("articles/<int:pk>/", annotate.annotate, name="article"),
    path("articles/<int:pk>/record/", annotate.record, name="record"),
    path("articles/<int:pk>/read/", reading.read, name="read"),
    path("articles/<int:pk>/suggestions/", reading.suggestions, name="suggestions"),
    path("articles/<int:pk>/suggestions/answer/", reading.answer, name="suggestions_answer"),
    path("articles/<int:pk>/rights/", desk_articles.rights, name="article_rights"),
    path("sources/", desk_sources.index, name="sources"),
    path("sources/new/", desk_sources.new, name="source_new"),
    path("sources/find/", finding.sources, name="source_find"),
    path("sources/<slug:slug>/", desk_sources.source, name="source"),
    path("sources/<slug:slug>/grade/", desk_sources.grade, name="source_grade"),
    path("sources/<slug:slug>/relate/", desk_sources.relate, name="source_relate"),
    path("sources/<slug:slug>/merge/", merging.merge, name="source_merge"),
    path("sources/<slug:slug>/part/", merging.part, name="source_part"),
    path("topics/new/", desk_topics.new, name="topic_new"),
    path("topics/<slug:slug>/", desk_topics.topic, name="topic"),
    path("claims/find/", finding.claims, name="claim_find"),
    path("claims/likely/", finding.likely, name="claim_likely"),
    path("claims/<str:code>/", desk_claims.claim, name="claim"),
    path("claims/<str:code>/decide/", desk_claims.decide, name="decide"),
    path("claims/<str:code>/undo/", desk_claims.undo, name="undo"),
    path("claims/<str:code>/publish/", desk_claims.publish, name="publish"),
    path("claims/<str:code>/correct/", desk_claims.correct, name="correct"),
    path("claims/<str:code>/withdraw/", desk_claims.withdraw, name="withdraw"),
    path("claims/<str:code>/reword/", desk_claims.reword, name="reword"),
    path("claims/<str:code>/assign/", desk_claims.assign, name="assign"),
    path("claims/<str:code>/work/", kept.work, name="work"),
    path("claims/<str:code>/review/", desk_claims.review, name="review"),
    path("claims/<str:code>/evidence/", desk_claims.evidence, name="evidence"),
    path("claims/<str:code>/use/", desk_claims.use, name="use"),
    path("claims/<str:code>/comment/", desk_comments.comment, name="comment"),
    path("comments/<int:pk>/take-back/", desk_comments.take_back, name="comment_take_back"),
    path("claims/<str:code>/conflict/", desk_claims.conflict, name="conflict"),
    path("proposals/<int:pk>/approve/", desk_proposals.approve_proposal, name="proposal_approve"),
    path("proposals/<int:pk>/send-back/", desk_proposals.send_proposal_back, name="proposal_send_back"),
    path("proposals/<int:pk>/take-back/", desk_proposals.take_proposal_back, name="proposal_take_back"),
    path("for-you/", for_you.for_you, name="for_you"),
    path("for-you/seen/", for_you.seen, name="for_you_seen"),
    path("for-you/mentions/<int:pk>/seen/", for_you.mention_seen, name="mention_seen"),
    path("for-you/guide/", for_you.guide_closed, name="guide_closed"),
    path("watch/", for_you.watch, name="watch"),
    path("feed/", for_you.feed, name="feed"),
    path("tour/", tour.tour, name="tour"),
    path("digest/", for_you.digest, name="digest"),
    path("import/", desk_imports.imports, name="import"),
    path("import/<int:pk>/", desk_imports.table, name="import_table"),
    path("import/<int:pk>/errors.csv", desk_imports.errors, name="import_errors"),
    path("mend/", mending.mend, name="mend"),
    path("mend/<int:pk>/", mending.mended, name="mended"),
    path("settings/", desk_settings.settings, name="settings"),
    path("settings/review/", desk_settings.review, name="settings_review"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:pk>/settle/", reports.settle, name="report_settle"),
    path("figures/read/", figures.read, name="figure_read"),
    path("people/", accounts.people, name="people"),
    path("people/<int:pk>/role/", accounts.person_role, name="person_role"),
    path("people/<int:pk>/close/", accounts.person_close, name="person_close"),
    path("people/<int:pk>/reopen/", accounts.person_reopen, name="person_reopen"),
]

account_patterns = [
    path("login/", accounts.login, name="login"),
    path("logout/", accounts.logout, name="logout"),
    path("language/", accounts.language, name="desk_language"),
    path("password/", accounts.password_change, name="password_change"),
    path("password/done/", accounts.password_change_done, name="password_change_done"),
]

ledger_patterns = [
    path("head.json", checkpoints.head, name="ledger_head"),
    path("checkpoints.txt", checkpoints.checkpoints, name="checkpoints"),
    path("key.txt", checkpoints.key, name="ledger_key"),
    path("verify_ledger.py", checkpoints.tool, {"name": "verify_ledger"}, name="ledger_verifier"),
    path("witness.py", checkpoints.tool, {"name": "witness"}, name="ledger_witness"),
    path("entries.jsonl", checkpoints.entries, name="entries"),
    path("proofs/<int:seq>.tlog-proof", checkpoints.proof, name="ledger_proof"),
    path("consistency.json", checkpoints.consistency, name="ledger_consistency"),
    path("claims.csv", exports.ledger_csv, {"name": "claims"}, name="claims_csv"),
    path("attributions.csv", exports.ledger_csv, {"name": "attributions"}, name="attributions_csv"),
    path("decisions.csv", exports.ledger_csv, {"name": "decisions"}, name="decisions_csv"),
    path("<slug:name>.csv-metadata.json", exports.csv_metadata, name="csv_metadata"),
]

# Pages for readers: in English, and under /<code>/ in each other language of the settings.
readers_patterns = [
    path("", front.home, name="home"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<str:code>/", claims.claim, name="claim"),
    path("claims/<str:code>/report/", reporting.report, name="claim_report"),
    path("claims/<str:code>/report/thanks/", reporting.reported, name="claim_reported"),
    path("claims/<str:code>/embed/", cards.embed, name="claim_embed"),
    path("claims/<str:code>/verify/", checkpoints.verify_claim, name="claim_verify"),
    path("articles/", articles.index, name="articles"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("sources/", sources.index, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("topics/", topics.index, name="topics"),
    path("topics/<slug:slug>/", topics.topic, name="topic"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("methodology/", front.methodology, name="methodology"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/changes/", changes.changes, name="changes"),
]

# For programs, in one language.
file_patterns = [
    path("claims/<str:code>.json", claims.claim_as_json, name="claim_json"),
    path("claims/<str:code>.bib", citing.bibtex, name="claim_bibtex"),
    path("claims/<str:code>.ris", citing.ris, name="claim_ris"),
    path("claims/<str:code>/card.png", cards.card, name="claim_card"),
    path("feeds/corrections.atom", corrections.atom, name="corrections_atom"),
    path("feeds/corrections.json", corrections.json_feed, name="corrections_json"),
    *(
        route
        for kind in ("atom", "json")
        for route in (
            path(f"feeds/claims.{kind}", feeds.claims, {"kind": kind}, name=f"claims_{kind}"),
            path(f"feeds/sources/<slug:slug>.{kind}", feeds.source, {"kind": kind}, name=f"source_{kind}"),
            path(f"feeds/topics/<slug:slug>.{kind}", feeds.topic, {"kind": kind}, name=f"topic_{kind}"),
            path(f"feeds/own/<str:key>.{kind}", feeds.own, {"kind": kind}, name=f"own_{kind}"),
        )
    ),
    path("oembed", cards.answer_oembed, name="oembed"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", sitemap.sitemap_file, name="sitemap_file"),
    path("robots.txt", sitemap.robots, name="robots"),
]

urlpatterns = [
    *i18n_patterns(*readers_patterns, prefix_default_language=False),
    path("", include(file_patterns)),
    path("ledger/", include(ledger_patterns)),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include(account_patterns)),
    path("desk/", include((desk_patterns, "desk"))),
]

handler400 = "factcheck.views.errors.bad_request"
handler403 = "factcheck.views.errors.forbidden"
handler404 = "factcheck.views.errors.not_found"
handler500 = "factcheck.views.errors.server_error"
