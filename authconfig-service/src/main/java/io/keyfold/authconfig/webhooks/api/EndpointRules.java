package io.keyfold.authconfig.webhooks.api;

import io.keyfold.authconfig.versions.GracePeriod;
import io.keyfold.authconfig.webhooks.model.WebhookEventType;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of requests that a JSON Schema does not express. */
final class EndpointRules {

  private static final Duration DEFAULT_GRACE = Duration.ofDays(1);
  private static final Duration MAX_GRACE = Duration.ofDays(7);

  private EndpointRules() {}

  /** {@return the URL, if its text is allowed} Each delivery checks the address that it connects to. */
  static String allowedUrl(EgressPolicy policy, String url) {
    policy.refusal(url).ifPresent(why -> {
      throw ApiException.invalid("invalid", why, "url");
    });
    return url;
  }

  /** {@return the named types without duplicates; empty for all default types} */
  static List<String> eventTypes(@Nullable List<String> names) {
    if (names == null) {
      return List.of();
    }
    if (names.isEmpty()) {
      throw ApiException.invalid("too_few", "Name at least one type, or omit the field for the default", "event_types");
    }
    for (int i = 0; i < names.size(); i++) {
      if (WebhookEventType.subscribable(names.get(i)).isEmpty()) {
        throw ApiException.invalid(
          "unknown",
          "Must be one of " + String.join(", ", WebhookEventType.names()),
          "event_types",
          Integer.toString(i)
        );
      }
    }
    return List.copyOf(new LinkedHashSet<>(names));
  }

  /** {@return until when the previous secret also signs; null: not at all} */
  static @Nullable Instant graceEnd(@Nullable String period, Instant from) {
    Duration duration = period == null ? DEFAULT_GRACE : GracePeriod.parse(period, MAX_GRACE, "P1D");
    return duration.isZero() ? null : from.plus(duration);
  }
}
