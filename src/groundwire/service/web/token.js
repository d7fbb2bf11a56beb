/** The access token, where the service asks for one: kept until the tab is closed, sent nowhere else. */

const KEY = "groundwire.token";
let kept = null; // where the browser keeps nothing for us, until the page is left

/** The header that proves who asks, or none. */
export function authorization() {
  const token = read();
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** Whether a token has been given already: then it was the wrong one. */
export function hasToken() {
  return Boolean(read());
}

/** Send this token from now on. */
export function keepToken(token) {
  kept = token;
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    // Storage is switched off: the token lasts as long as the page.
  }
}

function read() {
  try {
    return sessionStorage.getItem(KEY) ?? kept;
  } catch {
    return kept;
  }
}
