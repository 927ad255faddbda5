// Plays users of setup links in a browser without JavaScript. Argument: a JSON file with the base URL, two tenants (one
// with a host name of its own), the keys that the provider accepts, and the folder for screenshots.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { complaints, DESKTOP, launch, PHONE, problems, screenshot } from './browser.mjs';

const setting = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { plain, branded } = setting;

async function api(tenant, method, path, body) {
  const response = await fetch(setting.base + path, {
    method,
    headers: { Authorization: `Bearer ${tenant.key}`, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const json = await response.json();
  assert.equal(response.status, 200, JSON.stringify(json));
  return json;
}

/** Creates a link for a new user; the default is OAuth. */
function link(tenant, more = {}) {
  return api(tenant, 'POST', '/provider-setup-sessions', {
    provider_deployment_id: tenant.oauth_deployment,
    provider_auth_method_id: 'oauth',
    user: `user-${crypto.randomUUID()}`,
    ...more,
  });
}

const keyLink = tenant =>
  link(tenant, { provider_deployment_id: tenant.key_deployment, provider_auth_method_id: 'api_key' });

const session = (tenant, id) => api(tenant, 'GET', `/provider-setup-sessions/${id}`);

/** A user's browser: opens pages, reads them as a user does, and checks and photographs each. */
class User {
  constructor(browser, flow, options) {
    this.browser = browser;
    this.flow = flow;
    this.options = { ...options, javaScriptEnabled: false };
    this.shots = 0;
  }

  async start() {
    this.context = await this.browser.newContext(this.options);
    await this.tab();
    return this;
  }

  /** Checks a copy of the page: the checks are scripts, and the user's browser runs none. */
  async problems() {
    const url = this.page.url();
    const body = await this.page.content();
    const laboratory = await this.browser.newContext({ ...this.options, javaScriptEnabled: true });
    const copy = await laboratory.newPage();
    await copy.route(url, route => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
    await copy.goto(url);
    const found = await problems(copy);
    await laboratory.close();
    return found;
  }

  /** Opens a further tab and goes on in it. */
  async tab() {
    this.page = await this.context.newPage();
    this.heard = complaints(this.page);
    return this.page;
  }

  async open(url) {
    await this.page.goto(url);
    return this;
  }

  async press(name) {
    await this.page.getByRole('button', { name, exact: true }).click();
    return this;
  }

  async follow(name) {
    await this.page.getByRole('link', { name, exact: true }).click();
    return this;
  }

  /** Waits for the page with this heading, and checks what it says. */
  async sees(heading, ...texts) {
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    const text = await this.page.locator('body').innerText();
    texts.forEach(expected => assert.ok(text.includes(expected), `"${expected}" is missing in: ${text}`));
    assert.ok(!this.page.url().includes('client_secret'), this.page.url());
    if (!this.page.url().startsWith(setting.vendor)) {
      assert.deepEqual([...(await this.problems()), ...this.heard.splice(0)], []);
    }
    this.shots += 1;
    await screenshot(this.page, setting.screenshots, `flow-${this.flow}-${this.shots}`);
    return this;
  }

  async consents() {
    await this.sees(/Connect|verbinden/, setting.app, new URL(setting.vendor).host.split(':')[0]);
    await this.page.locator('button.primary').click();
    await this.sees(setting.app);
    return this.press('Allow');
  }

  async confirms() {
    await this.sees(/Was this you|Waren Sie das/, setting.account);
    await this.page.locator('button.primary').click();
    return this;
  }
}

const flows = {
  async consent(user) {
    const setup = await link(plain);
    await user.open(setup.url);
    await user.consents();
    await user.sees('Was this you?', setting.account, plain.name);
    assert.equal((await session(plain, setup.id)).status, 'pending');
    await user.confirms();
    await user.sees('Sandbox Search is connected', setting.account);
    const done = await session(plain, setup.id);
    assert.equal(done.status, 'completed');
    assert.equal(done.auth_config.type, 'oauth_automated');
  },

  async rejected(user) {
    const setup = await link(plain);
    await user.open(setup.url);
    await user.consents();
    await user.sees('Was this you?');
    await user.press('This was not me');
    await user.sees('Nothing was connected', 'Nobody has access');
    assert.equal((await session(plain, setup.id)).auth_config, null);
  },

  async denial(user) {
    const setup = await link(plain);
    await user.open(setup.url);
    await user.sees('Connect Sandbox Search');
    await user.press('Continue to Sandbox Search');
    await user.sees(setting.app);
    await user.press('Deny');
    await user.sees('You declined at Sandbox Search', 'Nothing was connected');
    assert.equal((await session(plain, setup.id)).status, 'pending');
    await user.follow('Try again');
    await user.consents();
    await user.confirms();
    await user.sees('Sandbox Search is connected');
    assert.equal((await session(plain, setup.id)).status, 'completed');
  },

  async cancel(user) {
    const setup = await link(plain);
    await user.open(setup.url);
    await user.sees('Connect Sandbox Search');
    await user.press('Cancel');
    await user.sees('Cancelled', 'Nothing was connected');
    assert.equal((await session(plain, setup.id)).status, 'pending');
    await user.follow('Try again');
    await user.sees('Connect Sandbox Search');
  },

  async returns(user) {
    const setup = await link(plain, { redirect_url: `${setting.back}?tab=tools` });
    await user.open(setup.url);
    await user.consents();
    await user.confirms();
    await user.page.waitForURL(url => url.href.startsWith(setting.back), { waitUntil: 'commit' });
    const query = new URL(user.page.url()).searchParams;
    assert.equal(query.get('tab'), 'tools');
    assert.equal(query.get('status'), 'completed');
    assert.equal(query.get('setup_session_id'), setup.id);
  },

  async key(user) {
    const setup = await keyLink(plain);
    await user.open(setup.url);
    await user.sees('Connect Sandbox Search', 'Nothing is stored before you agree');
    await user.page.getByLabel('Api key').fill('   ');
    await user.press('Connect');
    await user.sees('Connect Sandbox Search', 'Fill in this field.');
    await user.page.getByLabel('Api key').fill('no-such-key-4711');
    await user.press('Connect');
    await user.sees('Connect Sandbox Search', 'does not accept these details');
    assert.equal(await user.page.getByLabel('Api key').inputValue(), '');
    assert.equal((await session(plain, setup.id)).status, 'pending');
    await user.page.getByLabel('Api key').fill(setting.accepted_key);
    await user.press('Connect');
    if (await user.page.getByRole('heading', { name: 'Was this you?' }).isVisible()) {
      await user.press('Yes, connect');
    }
    await user.sees('Sandbox Search is connected');
    assert.equal((await session(plain, setup.id)).status, 'completed');
  },

  async keyCancelled(user) {
    const setup = await keyLink(plain);
    await user.open(setup.url);
    await user.sees('Connect Sandbox Search');
    await user.press('Cancel');
    await user.sees('Cancelled');
    assert.equal((await session(plain, setup.id)).status, 'pending');
  },

  async expired(user) {
    const setup = await link(plain, { expires_at: new Date(Date.now() + setting.shortest).toISOString() });
    while ((await session(plain, setup.id)).status === 'pending') {
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    await user.open(setup.url);
    await user.sees('This link has expired', 'for a new link');
  },

  async invalid(user) {
    const setup = await link(plain);
    await user.open(setup.url.replace(/client_secret=.*/, 'client_secret=wrong'));
    await user.page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await user.open(`${setting.base}/setup-session/${setup.id}`);
    await user.sees('Continue in the browser where you started');
  },

  /** Two submissions of one form at once: as a double click, or a browser that retries. */
  async doubleSubmit(user) {
    const setup = await link(plain);
    await user.open(setup.url);
    await user.consents();
    await user.sees('Was this you?');
    const form = user.page.locator('form');
    const target = new URL(await form.getAttribute('action'), user.page.url()).href;
    const csrf = await form.locator('[name=csrf]').inputValue();
    const submit = () => user.context.request.post(target, { form: { csrf, decision: 'confirm' } });
    const responses = await Promise.all([submit(), submit()]);
    for (const response of responses) {
      assert.equal(response.status(), 200);
      assert.ok((await response.text()).includes('is connected'));
    }
    await user.confirms();
    await user.sees('Sandbox Search is connected');
    assert.equal((await session(plain, setup.id)).status, 'completed');
  },

  async backButton(user) {
    const setup = await link(plain);
    await user.open(setup.url);
    await user.consents();
    await user.confirms();
    await user.sees('Sandbox Search is connected');
    await user.page.goBack();
    await user.sees('Sandbox Search is connected');
    await user.open(setup.url);
    await user.sees('Sandbox Search is connected');
  },

  /** The browser is back on our page while the vendor's is still open. */
  async backFromVendor(user) {
    const setup = await link(plain);
    await user.open(setup.url);
    await user.sees('Connect Sandbox Search');
    await user.press('Continue to Sandbox Search');
    await user.sees(setting.app);
    await user.page.goBack();
    await user.sees('Connect Sandbox Search');
    await user.consents();
    await user.confirms();
    await user.sees('Sandbox Search is connected');
  },

  async twoTabs(user) {
    const setup = await link(plain);
    await user.open(setup.url);
    await user.sees('Connect Sandbox Search');
    const first = user.page;
    await user.tab();
    await user.open(setup.url);
    await user.consents();
    await user.confirms();
    await user.sees('Sandbox Search is connected');
    user.page = first;
    await user.press('Continue to Sandbox Search');
    await user.sees('Sandbox Search is connected');
    assert.equal((await session(plain, setup.id)).status, 'completed');
  },

  /** What one browser has begun, another one cannot finish. */
  async otherBrowser(user, another) {
    const setup = await link(plain);
    await user.open(setup.url);
    await user.consents();
    await user.sees('Was this you?');
    const callback = user.page.url();
    const stranger = await another();
    await stranger.open(callback);
    await stranger.sees('Continue in the browser where you started', 'Nothing was connected');
    await stranger.open(`${setting.base}/setup-session/${setup.id}`);
    await stranger.sees('Continue in the browser where you started');
    // The link itself admits it, but not to what is pending in the first browser.
    await stranger.open(setup.url);
    await stranger.sees('Connect Sandbox Search');
    assert.equal((await session(plain, setup.id)).status, 'pending');
    await user.confirms();
    await user.sees('Sandbox Search is connected');
    await stranger.open(setup.url);
    await stranger.sees('This link was already used');
  },

  async german(user) {
    const setup = await link(plain);
    await user.open(setup.url);
    await user.consents();
    await user.confirms();
    await user.sees('Sandbox Search ist verbunden');
    assert.equal((await session(plain, setup.id)).status, 'completed');
  },

  /** Under the tenant's own host name nothing names another one, neither on the pages nor in the URLs. */
  async branded(user) {
    const setup = await link(branded);
    const host = new URL(setup.url).host;
    assert.equal(host.split(':')[0], branded.host);
    await user.open(setup.url);
    await user.sees('Connect Sandbox Search', branded.brand);
    assert.equal(await user.page.locator('img.logo').count(), 1);
    await user.press('Continue to Sandbox Search');
    await user.sees(setting.app, host);
    assert.equal(new URL(new URL(user.page.url()).searchParams.get('redirect_uri')).host, host);
    await user.press('Allow');
    await user.sees('Was this you?', branded.brand);
    assert.equal(new URL(user.page.url()).host, host);
    assert.ok(!/keyfold|127\.0\.0\.1/i.test(await user.page.content()), 'another brand');
    await user.confirms();
    await user.sees('Sandbox Search is connected', branded.brand);
  },
};

const browser = await launch();
const failures = [];
for (const [name, flow] of Object.entries(flows)) {
  const users = [];
  const another = async () => {
    users.push(await new User(browser, `${name}${users.length || ''}`, name === 'german' ? PHONE : DESKTOP).start());
    return users.at(-1);
  };
  try {
    await flow(await another(), another);
    console.log(`${name}: fine`);
  } catch (failure) {
    failures.push(name);
    console.log(`${name}: ${failure.stack}`);
    await screenshot(users.at(-1).page, setting.screenshots, `failed-${name}`);
  }
  await Promise.all(users.map(user => user.context.close()));
}
await browser.close();
process.exitCode = failures.length === 0 ? 0 : 1;
