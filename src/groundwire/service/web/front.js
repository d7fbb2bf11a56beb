/** The front page: which index is being asked, and some of what is in it. */

import { getReady, listArticles } from "./api.js";
import { byline } from "./byline.js";
import { button, element } from "./element.js";

const LISTED = 100; // one page of the index: its sources fill the source filter
const HEADLINES = 8; // what fits under the question without scrolling far

/** Fill the footer, the headlines and the known sources. */
export async function drawFront(open) {
  try {
    const [{ index }, { articles, total }] = await Promise.all([getReady(), listArticles(LISTED)]);
    showIndex(index);
    drawHeadlines(articles.slice(0, HEADLINES), total, open);
    const sources = new Set(articles.map((article) => article.source).filter(Boolean));
    const options = [...sources].sort().map((value) => element("option", { value }));
    document.getElementById("sources").replaceChildren(...options);
  } catch (error) {
    document.getElementById("index-line").textContent = error.message;
  }
}

/** Say in the footer which index answered. */
export function showIndex({ generation, articles }) {
  const line = `${articles.toLocaleString("en-GB")} ${articles === 1 ? "article" : "articles"}`;
  document.getElementById("index-line").textContent = `${line} · generation ${generation}`;
}

function drawHeadlines(articles, total, open) {
  const items = articles.map((article) => element("li", {},
    button(article.title || "Untitled article", (opener) => open({ article_id: article.id }, opener),
      { class: "title" }),
    byline(article)));
  document.getElementById("headlines").replaceChildren(...items);
  const more = total - articles.length;
  document.getElementById("front-more").textContent = more > 0 ? `and ${more.toLocaleString("en-GB")} more.` : "";
  document.getElementById("front").hidden = articles.length === 0;
}
