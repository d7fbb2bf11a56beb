/** The front page: which index is being asked, and some of what is in it. */

import { getReady, listArticles } from "./api.js";
import { byline } from "./byline.js";
import { button, count, element } from "./element.js";
import { failure } from "./failure.js";

const LISTED = 100; // one page of the index: its sources fill the source filter
const HEADLINES = 8; // what fits under the question without scrolling far

const byId = (id) => document.getElementById(id);

/** Fill the footer, the headlines and the known sources; or say what is wrong, and how to go on. */
export async function drawFront(open) {
  try {
    const [{ index }, { articles, total }] = await Promise.all([getReady(), listArticles(LISTED)]);
    byId("front-state").replaceChildren(...(total === 0 ? [nothingYet()] : []));
    showIndex(index);
    drawHeadlines(articles.slice(0, HEADLINES), total, open);
    const sources = new Set(articles.map((article) => article.source).filter(Boolean));
    const options = [...sources].sort().map((value) => element("option", { value }));
    byId("sources").replaceChildren(...options);
  } catch (error) {
    byId("index-line").textContent = `${error.title ?? "The page could not be filled"}.`;
    byId("front-state").replaceChildren(failure(error, () => drawFront(open)));
  }
}

/** Say in the footer which index answered. */
export function showIndex({ generation, articles }) {
  byId("index-line").textContent = `${count(articles, "article")} · generation ${generation}`;
}

function nothingYet() {
  return element("div", { class: "notice" },
    element("p", { class: "failure-title" }, "There are no articles yet."),
    element("p", {}, "Fill the index with ", element("code", {}, "groundwire build FOLDER"),
      " and ask again: the service takes it up by itself."));
}

function drawHeadlines(articles, total, open) {
  const items = articles.map((article) => element("li", {},
    button(article.title || "Untitled article", (opener) => open({ article_id: article.id }, opener),
      { class: "title" }),
    byline(article)));
  byId("headlines").replaceChildren(...items);
  const more = total - articles.length;
  byId("front-more").textContent = more > 0 ? `and ${more.toLocaleString("en-GB")} more.` : "";
  byId("front").hidden = articles.length === 0;
}
