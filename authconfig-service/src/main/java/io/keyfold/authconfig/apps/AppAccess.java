package io.keyfold.authconfig.apps;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.ListQuery;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Decides which apps a caller may see and change. Thread-safe. */
final class AppAccess {

  /** Needed to change an app of the platform. */
  static final String PLATFORM = "platform.tenant:write";

  private final Apps apps;

  AppAccess(Apps apps) {
    this.apps = apps;
  }

  /** {@return an app of the tenant or the platform; errors with {@code not_found}} */
  Mono<Apps.OwnedApp> visible(TenantId tenant, String id) {
    return apps.find(tenant, id).switchIfEmpty(Mono.error(() -> ApiException.notFound(Apps.ENTITY, id)));
  }

  /** {@return an app that the caller may change; errors with {@code not_found} or {@code forbidden}} */
  Mono<Apps.OwnedApp> writable(Caller caller, String id) {
    return visible(caller.tenant(), id).doOnNext(owned -> {
      if (owned.managed()) {
        caller.require(PLATFORM);
      }
    });
  }

  /** {@return the request in the name of the app's owner} */
  WriteRequest write(WriteRequest write, Apps.OwnedApp owned) {
    return owned.managed() ? write.in(TenantId.PLATFORM) : write;
  }

  /** {@return whether the caller accepts that grants stop working} */
  boolean forced(ListQuery query) {
    return query.oneOf("force", Set.of("true", "false")).filter("true"::equals).isPresent();
  }
}
