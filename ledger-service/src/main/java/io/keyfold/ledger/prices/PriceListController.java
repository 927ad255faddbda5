package io.keyfold.ledger.prices;

import io.keyfold.ledger.commands.AddPriceListVersion;
import io.keyfold.ledger.commands.ArchivePriceList;
import io.keyfold.ledger.commands.CreatePriceList;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import io.keyfold.schema.PriceListTerms;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Price lists: what operations cost. A tenant's lists are its contracts; the operator's apply to all tenants. */
@RestController
@RequestMapping("/price-lists")
class PriceListController {

  private static final String READ = "instance.price:read";
  private static final String WRITE = "instance.price:write";

  private final View view;
  private final Writer writer;
  private final Lists lists;
  private final PriceListAccess access;

  PriceListController(@Qualifier("priceListsView") View view, Writer writer, Lists lists) {
    this.view = view;
    this.writer = writer;
    this.lists = lists;
    this.access = new PriceListAccess(view);
  }

  /** Creates a price list with its first version. */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.CONFLICT)
  Mono<ResponseEntity<PriceListBody>> create(
    Caller caller,
    WriteRequest write,
    @JsonBody("create-price-list") CreatePriceListBody body
  ) {
    TenantId owner = PriceListAccess.owner(caller, body.isOfPlatform());
    WriteRequest own = write.in(owner);
    return writer
      .write(own, () -> {
        PriceListTerms terms = TermsInput.parse(body);
        return Mono.just(
          CreatePriceList.newBuilder()
            .setMeta(own.meta(Ids.fresh("prl_", own.at())))
            .setName(body.name())
            .setDescription(body.description())
            .setTerms(terms)
            .build()
        );
      })
      .flatMap(done -> answer(owner, done));
  }

  /** Lists price lists: the tenant's own and the operator's. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<PriceListBody>> list(
    Caller caller,
    @Filters(value = { "status", "kind" }, times = { "created_at", "updated_at" }) ListQuery query
  ) {
    query.oneOf("kind", Set.of(PriceKind.CONTRACT.wire(), PriceKind.LIST.wire()));
    return lists.page(
      view,
      List.of(Scan.all(caller.tenant(), PriceList.KIND), Scan.all(TenantId.PLATFORM, PriceList.KIND)),
      query,
      (id, list) ->
        query.admits("status", PriceListBody.status(list)) &&
        query.admits("kind", list.kind().wire()) &&
        query.within("created_at", list.createdAt()) &&
        query.within("updated_at", list.updatedAt()),
      PriceListBody::of
    );
  }

  /** Gets a price list. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<PriceListBody>> get(Caller caller, @PathVariable String id) {
    return access.visible(caller, id).map(list -> VersionedResponse.ok(list.version(), PriceListBody.of(list)));
  }

  /**
   * Archives a price list.
   *
   * <p>It prices nothing from now on. Earlier operations keep their prices.
   */
  @DeleteMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<PriceListBody>> archive(Caller caller, WriteRequest write, @PathVariable String id) {
    return access
      .change(caller, write, id)
      .flatMap(own ->
        writer
          .write(own, () -> access.active(own.tenant(), id).map(active -> new ArchivePriceList(own.meta(active))))
          .flatMap(done -> answer(own.tenant(), done))
      );
  }

  /**
   * Adds a version to a price list.
   *
   * <p>Versions are never edited. A correction is a version that takes effect in the past; it also changes the costs of
   * that time.
   */
  @PostMapping("/{id}/versions")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE })
  Mono<ResponseEntity<PriceListBody>> addVersion(
    Caller caller,
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("create-price-list-version") CreatePriceListVersionBody body
  ) {
    return access.change(caller, write, id).flatMap(own ->
      writer
        .write(own, () -> {
          PriceListTerms terms = TermsInput.parse(body);
          return access.active(own.tenant(), id).map(active -> new AddPriceListVersion(own.meta(active), terms));
        })
        .flatMap(done -> answer(own.tenant(), done))
    );
  }

  /** Lists the versions of a price list. */
  @GetMapping("/{id}/versions")
  @RequiresScope(READ)
  @FailsWith(ErrorCode.NOT_FOUND)
  Mono<ListBody<PriceListVersionBody>> versions(
    Caller caller,
    @PathVariable String id,
    @Filters(times = { "effective_from" }) ListQuery query
  ) {
    return access
      .visible(caller, id)
      .flatMap(list ->
        lists.page(
          view,
          PriceListVersion.of(PriceListAccess.owner(caller, list), id),
          query,
          (versionId, version) -> query.within("effective_from", version.effectiveFrom()),
          version -> PriceListVersionBody.of(id, version)
        )
      );
  }

  private Mono<ResponseEntity<PriceListBody>> answer(TenantId owner, Committed done) {
    return view
      .await(PriceList.key(owner, done.objectId()))
      .map(list -> VersionedResponse.ok(list.version(), PriceListBody.of(list)));
  }
}
