package io.keyfold.ledger.rates;

import io.keyfold.ledger.commands.SetExchangeRate;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.id.Ids;
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
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Exchange rates: what reports costs in one currency. */
@RestController
@RequestMapping("/exchange-rates")
class ExchangeRateController {

  private static final String READ = "instance.price:read";
  private static final String WRITE = "instance.price:write";
  private static final int SCALE = 12;

  private final View view;
  private final Writer writer;
  private final Lists lists;

  ExchangeRateController(@Qualifier("priceListsView") View view, Writer writer, Lists lists) {
    this.view = view;
    this.writer = writer;
    this.lists = lists;
  }

  /**
   * Sets an exchange rate.
   *
   * <p>Rates are never edited. A correction is a rate that takes effect at the same time; it also changes the costs of that
   * time.
   */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.CONFLICT)
  Mono<ExchangeRateBody> create(
    Caller caller,
    WriteRequest write,
    @JsonBody("create-exchange-rate") CreateExchangeRateBody body
  ) {
    return writer
      .write(write, () -> Mono.fromSupplier(() -> command(write, body)))
      .flatMap(done -> view.await(ExchangeRate.key(caller.tenant(), done.objectId())))
      .map(ExchangeRateBody::of);
  }

  /** Lists exchange rates. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<ExchangeRateBody>> list(
    Caller caller,
    @Filters(value = { "currency", "reporting_currency" }, times = { "effective_from", "created_at" }) ListQuery query
  ) {
    return lists.page(
      view,
      Scan.all(caller.tenant(), ExchangeRate.KIND),
      query,
      (id, rate) ->
        query.admits("currency", rate.currency()) &&
        query.admits("reporting_currency", rate.reportingCurrency()) &&
        query.within("effective_from", rate.effectiveFrom()) &&
        query.within("created_at", rate.createdAt()),
      ExchangeRateBody::of
    );
  }

  /** Gets an exchange rate. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ExchangeRateBody> get(Caller caller, @PathVariable String id) {
    return view
      .await(ExchangeRate.key(caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(ExchangeRate.ENTITY, id)))
      .map(ExchangeRateBody::of);
  }

  private static SetExchangeRate command(WriteRequest write, CreateExchangeRateBody body) {
    List<FieldError> errors = new ArrayList<>();
    Currencies.check(body.currency(), "currency").ifPresent(errors::add);
    Currencies.check(body.reportingCurrency(), "reporting_currency").ifPresent(errors::add);
    Currencies.checkTime(body.effectiveFrom(), "effective_from").ifPresent(errors::add);
    BigDecimal rate = new BigDecimal(body.rate()).setScale(SCALE);
    if (rate.signum() == 0) {
      errors.add(new FieldError("out_of_range", "rate is greater than 0", List.of("rate")));
    }
    if (body.currency().equals(body.reportingCurrency())) {
      String message = "A currency needs no rate into itself: name another one";
      errors.add(new FieldError("conflict", message, List.of("reporting_currency")));
    }
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    return new SetExchangeRate(
      write.meta(Ids.fresh("xrt_", write.at())),
      body.currency(),
      body.reportingCurrency(),
      rate,
      body.effectiveFrom().truncatedTo(ChronoUnit.MICROS)
    );
  }
}
