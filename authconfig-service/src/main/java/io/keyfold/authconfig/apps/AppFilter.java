package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.platform.web.ListQuery;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Filters a list of OAuth apps. */
record AppFilter(ListQuery query, Optional<String> search) {
  static AppFilter of(ListQuery query) {
    return new AppFilter(query, query.one("search").map(text -> text.toLowerCase(Locale.ROOT)));
  }

  boolean matches(OAuthApp app) {
    return (
      query.admits("status", app.archived() ? "archived" : "active") &&
      query.admits("provider_id", app.providerId()) &&
      query.admits("provider_deployment_id", app.deploymentId()) &&
      query.admits("provider_auth_method_id", app.authMethodId()) &&
      query.within("created_at", app.createdAt()) &&
      query.within("updated_at", app.updatedAt()) &&
      search.map(text -> contains(app, text)).orElse(true)
    );
  }

  private static boolean contains(OAuthApp app, String text) {
    return Stream.of(app.id(), app.about().name(), app.about().description(), app.current().clientId()).anyMatch(
      field -> field != null && field.toLowerCase(Locale.ROOT).contains(text)
    );
  }
}
