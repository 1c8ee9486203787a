"""Makes a key for programs as a person does: signs in at a demonstration portal, sends the page's form.

    schemathesis_key.py http://127.0.0.1:8080 pianificatore

Prints the key, and nothing else.
"""

import re
import sys
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

PASSWORD = "prova-prova-prova"


def main(portal: str, account: str) -> None:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))

    def page(path: str, fields: dict[str, str] | None = None) -> str:
        data = None if fields is None else urlencode(fields).encode()
        with browser.open(portal + path, data) as answer:
            return answer.read().decode()

    def secret(html: str) -> str:
        return re.search(r'name="segreto" value="([^"]+)"', html)[1]

    form = {"utente": account, "password": PASSWORD, "verso": "/"}
    page("/accesso", {"segreto": secret(page("/accesso")), **form})
    wanted = {"segreto": secret(page("/chiavi")), "nome": "schemathesis", "giorni": "30"}
    print(re.search(r"<code>(pas_[0-9a-f]+)</code>", page("/chiavi", wanted))[1])


main(*sys.argv[1:])
