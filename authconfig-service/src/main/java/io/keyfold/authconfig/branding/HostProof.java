package io.keyfold.authconfig.branding;

import io.keyfold.platform.id.TenantId;
import reactor.core.publisher.Mono;

/** Shows that whoever claims a host name controls it: the name has a TXT record with the tenant's id. */
@FunctionalInterface
interface HostProof {
  /** {@return the name of the TXT record} */
  static String record(HostName host) {
    return "_keyfold." + host.value();
  }

  /** {@return the value of the TXT record} */
  static String value(TenantId tenant) {
    return "keyfold-tenant=" + tenant.value();
  }

  /** {@return whether the record is there; errors with {@code unavailable} if that cannot be found out now} */
  Mono<Boolean> shown(HostName host, TenantId tenant);
}
