package io.keyfold.ledger.prices;

import io.keyfold.ledger.rates.Currencies;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import io.keyfold.schema.PriceListTerms;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the terms of a version beyond their JSON Schema. Pure. */
final class TermsInput {

  private static final int MAX_ERRORS = 20;

  private TermsInput() {}

  /**
   * {@return the terms}
   *
   * @throws ApiException {@code invalid_data} with each field
   */
  static PriceListTerms parse(TermsBody body) {
    List<FieldError> errors = new ArrayList<>();
    Currencies.check(body.currency(), "currency").ifPresent(errors::add);
    Currencies.checkTime(body.effectiveFrom(), "effective_from").ifPresent(errors::add);
    errors.addAll(duplicates(body.prices()));
    errors.addAll(tiers(body.prices()));
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    return PriceListTerms.newBuilder()
      .setCurrency(body.currency())
      .setEffectiveFrom(body.effectiveFrom().truncatedTo(ChronoUnit.MICROS))
      .setPrices(body.prices().stream().map(TermsInput::price).map(Price::toAvro).toList())
      .build();
  }

  private static List<FieldError> duplicates(List<PriceBody> prices) {
    List<FieldError> errors = new ArrayList<>();
    Set<List<String>> known = new HashSet<>();
    for (int i = 0; i < prices.size() && errors.size() < MAX_ERRORS; i++) {
      PriceBody price = prices.get(i);
      String tool = price.tool();
      if (!known.add(Arrays.asList(price.providerId(), tool, price.meter()))) {
        String at = Integer.toString(i);
        String message = "prices." + at + " prices the same provider, tool and meter as an entry before: remove one";
        errors.add(error("duplicate", message, "prices", at));
      }
    }
    return errors;
  }

  private static List<FieldError> tiers(List<PriceBody> prices) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < prices.size() && errors.size() < MAX_ERRORS; i++) {
      errors.addAll(TiersInput.errors(prices.get(i), Integer.toString(i)));
    }
    return errors;
  }

  /** Most providers charge nothing for a call that failed. */
  private static Price price(PriceBody body) {
    String failed = body.failedUnitPrice();
    return new Price(
      body.providerId(),
      body.tool(),
      body.meter(),
      new BigDecimal(body.unitPrice()),
      failed == null ? BigDecimal.ZERO : new BigDecimal(failed),
      TiersInput.parse(body)
    );
  }

  private static FieldError error(String code, String message, String... path) {
    return new FieldError(code, message, List.of(path));
  }
}
