// A session without a browser: signs in as one of the demonstration's accounts and gives the cookie.
export const PASSWORD = "prova-prova-prova";

export async function sessionOf(url, account) {
  const page = await fetch(`${url}/accesso`);
  const cookie = page.headers.getSetCookie()[0].split(";")[0];
  const secret = (await page.text()).match(/name="segreto" value="([^"]+)"/)[1];
  const answer = await fetch(`${url}/accesso`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie },
    body: new URLSearchParams({ segreto: secret, utente: account, password: PASSWORD, verso: "/" }),
  });
  const session = answer.headers.getSetCookie().find((line) => line.startsWith("pas_sessione="));
  if (!session) throw new Error(`${account} may not sign in: ${answer.status}`);
  return session.split(";")[0];
}
