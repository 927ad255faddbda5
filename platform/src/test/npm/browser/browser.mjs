// What all browser tests share: a Chromium, its checks and its screenshots.
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const TOUCH_TARGET = 44;

/** How the pages are looked at. */
export const DESKTOP = { viewport: { width: 1280, height: 900 }, colorScheme: 'light', locale: 'en-GB' };
export const PHONE = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  colorScheme: 'dark',
  locale: 'de-DE',
};

/** Starts the browser. The sandbox needs privileges that containers and root do not have. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

/** Collects what the browser complains about, such as violations of the content security policy. */
export function complaints(page) {
  const found = [];
  page.on('console', message => {
    // The browser reports statuses such as 410 as errors too; those are intended.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      found.push(message.text());
    }
  });
  page.on('pageerror', error => found.push(String(error)));
  return found;
}

/** Returns the problems of the shown page: rules of WCAG AA, sideways scrolling, small or squeezed touch targets. */
export async function problems(page) {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async tags => {
    const result = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`);
  }, WCAG_AA);
  const layout = await page.evaluate(least => {
    const found = [];
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
      found.push('the page scrolls sideways');
    }
    for (const target of document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea')) {
      const area = target.type === 'checkbox' ? target.closest('label') : target;
      const { width, height } = area.getBoundingClientRect();
      if (width < least || height < least) {
        found.push(`a touch target is ${width} by ${height}: ${target.outerHTML}`);
      }
      if (target.matches('a, button') && height > width) {
        found.push(`a button is squeezed to ${width} by ${height}: ${target.outerHTML}`);
      }
    }
    return found;
  }, TOUCH_TARGET);
  return [...violations, ...layout];
}

/** Saves a screenshot of the whole page. */
export async function screenshot(page, folder, name) {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
