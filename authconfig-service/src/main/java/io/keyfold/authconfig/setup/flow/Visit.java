package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.pages.Brand;
import io.keyfold.authconfig.setup.WebTargets;
import io.keyfold.authconfig.setup.model.ConfigSubmission;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.setup.model.Submission;
import io.keyfold.authconfig.setup.model.Submitted;
import io.keyfold.platform.id.TenantId;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A request of a browser to the page of a setup session.
 *
 * @param request the request
 * @param requestId its id
 * @param base base URL of the tenant's pages
 * @param tenant the tenant
 * @param brand whose page it is
 * @param session the setup session
 * @param provider its provider
 * @param withdrawn whether the deployment or the auth config to reconnect is archived, so that it cannot succeed
 * @param browser the browser, which has opened the link
 */
record Visit(
  ServerHttpRequest request,
  String requestId,
  String base,
  TenantId tenant,
  Brand brand,
  SetupSession session,
  KnownProvider provider,
  boolean withdrawn,
  Browser browser
) {
  /** {@return path of a page of the session} */
  static String path(String sessionId, String... segments) {
    return "/setup-session/" + sessionId + (segments.length == 0 ? "" : "/" + String.join("/", segments));
  }

  /** {@return whether the pages are at https} */
  boolean secure() {
    return SetupCookies.isSecure(base);
  }

  /** {@return path of the session's page} */
  String path() {
    return path(session.id());
  }

  /** {@return the same visit after the session changed} */
  Visit with(SetupSession changed) {
    return new Visit(request, requestId, base, tenant, brand, changed, provider, withdrawn, browser);
  }

  /** {@return the pending credential, if it is this browser's} */
  @Nullable
  Submission ownSubmission() {
    Submission submission = session.submission();
    return submission != null && submission.browserHash().equals(browser.hash()) ? submission : null;
  }

  /** {@return the pending settings, if they are this browser's} */
  @Nullable
  ConfigSubmission ownConfig() {
    ConfigSubmission config = session.config();
    return config != null && config.browserHash().equals(browser.hash()) ? config : null;
  }

  /** {@return what this browser has submitted and the session's binding is about} */
  @Nullable
  Submitted own() {
    return session.request().asksForCredential() ? ownSubmission() : ownConfig();
  }

  /** {@return whether this browser has yet to enter the settings} */
  boolean lacksSettings() {
    return session.request().configId() != null && ownConfig() == null;
  }

  /** {@return the redirect URL with the session's status and further parameters; null if there is none} */
  @Nullable
  URI redirect(String status, Map<String, String> more) {
    String url = session.request().redirectUrl();
    if (url == null) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("status", status);
    parameters.put("setup_session_id", session.id());
    parameters.putAll(more);
    return WebTargets.with(url, parameters);
  }
}
