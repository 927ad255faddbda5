package io.keyfold.ledger.budgets;

import io.keyfold.ledger.commands.ArchiveBudget;
import io.keyfold.ledger.commands.CreateBudget;
import io.keyfold.ledger.commands.UpdateBudget;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Merge;
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
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Budgets: limits of calls or cost in a period, which can reject further calls. */
@RestController
@RequestMapping("/budgets")
class BudgetController {

  private static final String READ = "instance.budget:read";
  private static final String WRITE = "instance.budget:write";

  private final View view;
  private final Writer writer;
  private final Merge merge;
  private final Lists lists;
  private final BudgetSums sums;
  private final Clock clock;

  BudgetController(@Qualifier("priceListsView") View view, Writer writer, Lists lists, BudgetSums sums, Clock clock) {
    this.view = view;
    this.writer = writer;
    this.merge = new Merge(view, writer);
    this.lists = lists;
    this.sums = sums;
    this.clock = clock;
  }

  /**
   * Creates a budget.
   *
   * <p>It counts what was used in the current period before, too.
   */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.CONFLICT)
  Mono<ResponseEntity<BudgetBody>> create(
    Caller caller,
    WriteRequest write,
    @JsonBody("create-budget") CreateBudgetBody body
  ) {
    return writer
      .write(write, () ->
        Mono.fromSupplier(() ->
          new CreateBudget(write.meta(Ids.fresh("bdg_", write.at())), BudgetInput.terms(body).toAvro())
        )
      )
      .flatMap(done -> answer(caller.tenant(), done));
  }

  /** Lists budgets. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<BudgetBody>> list(
    Caller caller,
    @Filters(
      value = { "status", "provider_deployment_id", "provider_auth_config_id", "user" },
      times = { "created_at", "updated_at" }
    ) ListQuery query
  ) {
    TenantId tenant = caller.tenant();
    return lists
      .page(
        view,
        Scan.all(tenant, Budget.KIND),
        query,
        (id, budget) ->
          query.admits("status", BudgetBody.status(budget)) &&
          query.admits("provider_deployment_id", budget.terms().scope().deploymentId()) &&
          query.admits("provider_auth_config_id", budget.terms().scope().authConfigId()) &&
          query.admits("user", budget.terms().scope().user()) &&
          query.within("created_at", budget.createdAt()) &&
          query.within("updated_at", budget.updatedAt()),
        budget -> budget
      )
      .flatMap(page ->
        Flux.fromIterable(page.items())
          .concatMap(budget -> body(tenant, budget))
          .collectList()
          // One after the other: a list takes one of the tenant's queries at a time.
          .map(items -> new ListBody<>(page.object(), items, page.pagination()))
      );
  }

  /** Gets a budget. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<BudgetBody>> get(Caller caller, @PathVariable String id) {
    return find(caller.tenant(), id).flatMap(budget -> answer(caller.tenant(), budget));
  }

  /**
   * Changes a budget.
   *
   * <p>A changed limit takes effect within seconds, and its thresholds are announced anew. What the budget counts and its
   * period never change.
   */
  @PatchMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<BudgetBody>> update(
    Caller caller,
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("update-budget") UpdateBudgetBody body
  ) {
    return merge
      .write(write, Budget.key(caller.tenant(), id), Budget.ENTITY, Budget::version, (known, guarded) ->
        Mono.fromSupplier(() ->
          new UpdateBudget(guarded.meta(id), BudgetInput.changed(active(known).terms(), body).toAvro())
        )
      )
      .flatMap(done -> answer(caller.tenant(), done));
  }

  /**
   * Archives a budget.
   *
   * <p>It announces and rejects nothing from now on.
   */
  @DeleteMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<BudgetBody>> archive(Caller caller, WriteRequest write, @PathVariable String id) {
    return writer
      .write(write, () -> find(caller.tenant(), id).map(known -> new ArchiveBudget(write.meta(active(known).id()))))
      .flatMap(done -> answer(caller.tenant(), done));
  }

  private Mono<Budget> find(TenantId tenant, String id) {
    return view.await(Budget.key(tenant, id)).switchIfEmpty(Mono.error(() -> ApiException.notFound(Budget.ENTITY, id)));
  }

  private static Budget active(Budget known) {
    if (known.archivedAt() != null) {
      throw ApiException.about(ErrorCode.GONE, Budget.ENTITY, known.id(), "The budget is archived");
    }
    return known;
  }

  private Mono<ResponseEntity<BudgetBody>> answer(TenantId tenant, Committed done) {
    return view.await(Budget.key(tenant, done.objectId())).flatMap(budget -> answer(tenant, budget));
  }

  private Mono<ResponseEntity<BudgetBody>> answer(TenantId tenant, Budget budget) {
    return body(tenant, budget).map(body -> VersionedResponse.ok(budget.version(), body));
  }

  private Mono<BudgetBody> body(TenantId tenant, Budget budget) {
    return CurrentUse.of(sums, tenant, budget, clock.instant())
      .map(current -> BudgetBody.of(budget, current))
      .switchIfEmpty(Mono.fromSupplier(() -> BudgetBody.of(budget, null)));
  }
}
