package io.keyfold.session.setups;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.Versioned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host name that a tenant chose for its pages. It counts while the tenant also has the claim on the name.
 *
 * @param version version of its last event
 * @param host the name; null: the installation's
 */
public record PagesHost(long version, @Nullable String host) implements Versioned {
  private static final Kind<PagesHost> KIND = new Kind<>("pages_host", PagesHost.class);
  private static final Kind<Claim> CLAIM = new Kind<>("pages_host_claim", Claim.class);

  /**
   * Who has a host name.
   *
   * @param version version of its last event
   * @param tenantId the tenant
   */
  record Claim(long version, String tenantId) implements Versioned {}

  /** {@return the host name of the tenant's pages; empty: the installation's} */
  public static Optional<String> of(State state, TenantId tenant) {
    return state
      .find(key(tenant))
      .flatMap(chosen -> Optional.ofNullable(chosen.host()))
      .filter(host ->
        state
          .find(claim(host))
          .filter(claim -> claim.tenantId().equals(tenant.value()))
          .isPresent()
      );
  }

  static Key<PagesHost> key(TenantId tenant) {
    return new Key<>(tenant, KIND, tenant.value());
  }

  /** All claims belong to the platform's tenant. */
  static Key<Claim> claim(String host) {
    return new Key<>(TenantId.PLATFORM, CLAIM, host);
  }
}
