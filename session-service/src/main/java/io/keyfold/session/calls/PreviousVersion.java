package io.keyfold.session.calls;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.FallbackReports;
import io.keyfold.session.resolve.Resolved;
import java.time.InstantSource;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The version of a credential that was replaced and is within its grace period. A key that was just rotated may not be
 * active at the provider yet, or may be mistyped.
 */
final class PreviousVersion implements AlternativeCredential {

  private final FallbackReports reports;
  private final InstantSource clock;

  PreviousVersion(FallbackReports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "previous_version";
  }

  @Override
  public Mono<Resolved> after(TenantId tenant, Resolved refused) {
    return Mono.fromSupplier(() ->
      Optional.ofNullable(refused.config())
        .flatMap(config -> config.fallback(clock.instant()))
        .map(refused::with)
        .orElse(null)
    );
  }

  @Override
  public void accepted(TenantId tenant, Resolved refused, Resolved used) {
    AuthConfig before = refused.config();
    AuthConfig after = used.config();
    if (before != null && after != null) {
      reports.report(tenant, before.id(), before.credentialVersion(), after.credentialVersion());
    }
  }
}
