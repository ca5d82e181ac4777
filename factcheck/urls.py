from django.urls import include, path

from factcheck.views import accounts, exports, health, ledger
from factcheck.views.desk import claims, queue

desk_patterns = [
    path("", queue.queue, name="queue"),
    path("claims/<str:code>/", claims.claim, name="claim"),
    path("claims/<str:code>/decide/", claims.decide, name="decide"),
    path("claims/<str:code>/publish/", claims.publish, name="publish"),
    path("claims/<str:code>/correct/", claims.correct, name="correct"),
    path("claims/<str:code>/withdraw/", claims.withdraw, name="withdraw"),
    path("claims/<str:code>/reword/", claims.reword, name="reword"),
    path("claims/<str:code>/assign/", claims.assign, name="assign"),
    path("claims/<str:code>/evidence/", claims.evidence, name="evidence"),
    path("people/", accounts.people, name="people"),
    path("people/<int:pk>/role/", accounts.person_role, name="person_role"),
    path("people/<int:pk>/close/", accounts.person_close, name="person_close"),
    path("people/<int:pk>/reopen/", accounts.person_reopen, name="person_reopen"),
]

account_patterns = [
    path("login/", accounts.login, name="login"),
    path("logout/", accounts.logout, name="logout"),
    path("password/", accounts.password_change, name="password_change"),
    path("password/done/", accounts.password_change_done, name="password_change_done"),
]

ledger_patterns = [
    path("", ledger.ledger, name="ledger"),
    path("head.json", exports.head, name="ledger_head"),
    path("claims.csv", exports.ledger_csv, {"name": "claims"}, name="claims_csv"),
    path("attributions.csv", exports.ledger_csv, {"name": "attributions"}, name="attributions_csv"),
    path("decisions.csv", exports.ledger_csv, {"name": "decisions"}, name="decisions_csv"),
    path("<slug:name>.csv-metadata.json", exports.csv_metadata, name="csv_metadata"),
]

urlpatterns = [
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
