package io.keyfold.ledger.prices;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Caller;
import reactor.core.publisher.Mono;

/**
 * Decides which price lists a caller may see and change: its tenant's own, and the operator's.
 *
 * @param view the view of price lists
 */
record PriceListAccess(View view) {
  /** Needed to change the operator's lists. */
  private static final String OPERATOR = "platform.tenant:write";

  /** {@return the owner of new lists of the kind; errors with {@code forbidden}} */
  static TenantId owner(Caller caller, boolean ofPlatform) {
    if (ofPlatform) {
      caller.require(OPERATOR);
    }
    return ofPlatform ? TenantId.PLATFORM : caller.tenant();
  }

  /** {@return the owner of a list} */
  static TenantId owner(Caller caller, PriceList list) {
    return list.kind() == PriceKind.LIST ? TenantId.PLATFORM : caller.tenant();
  }

  /** {@return a list of the tenant or the operator; errors with {@code not_found}} */
  Mono<PriceList> visible(Caller caller, String id) {
    return view
      .await(PriceList.key(caller.tenant(), id))
      .switchIfEmpty(Mono.defer(() -> view.await(PriceList.key(TenantId.PLATFORM, id))))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(PriceList.ENTITY, id)));
  }

  /** {@return the request in the name of the list's owner; errors with {@code not_found}, {@code forbidden}} */
  Mono<WriteRequest> change(Caller caller, WriteRequest write, String id) {
    return visible(caller, id).map(list -> write.in(owner(caller, list.kind() == PriceKind.LIST)));
  }

  /** {@return the id of the list, which is active; errors with {@code not_found}, {@code gone}} */
  Mono<String> active(TenantId owner, String id) {
    return view
      .await(PriceList.key(owner, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(PriceList.ENTITY, id)))
      .map(list -> {
        if (list.archivedAt() != null) {
          throw ApiException.about(ErrorCode.GONE, PriceList.ENTITY, id, "The price list is archived");
        }
        return id;
      });
  }
}
