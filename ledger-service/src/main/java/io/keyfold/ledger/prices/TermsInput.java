package io.keyfold.ledger.prices;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import io.keyfold.schema.PriceListTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the terms of a version beyond their JSON Schema. Pure. */
final class TermsInput {

  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
  private static final int MAX_ERRORS = 20;

  private TermsInput() {}

  /**
   * {@return the terms}
   *
   * @throws ApiException {@code invalid_data} with each field
   */
  static PriceListTerms parse(TermsBody body) {
    List<FieldError> errors = new ArrayList<>();
    if (!Currencies.isKnown(body.currency())) {
      errors.add(error("unknown_value", Currencies.RULE, "currency"));
    }
    if (body.effectiveFrom().isBefore(FIRST) || !body.effectiveFrom().isBefore(LAST)) {
      errors.add(error("out_of_range", "effective_from is a time in the years 2000 to 2099", "effective_from"));
    }
    errors.addAll(duplicates(body.prices()));
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

  /** Most providers charge nothing for a call that failed. */
  private static Price price(PriceBody body) {
    String failed = body.failedUnitPrice();
    return new Price(
      body.providerId(),
      body.tool(),
      body.meter(),
      new BigDecimal(body.unitPrice()),
      failed == null ? BigDecimal.ZERO : new BigDecimal(failed)
    );
  }

  private static FieldError error(String code, String message, String... path) {
    return new FieldError(code, message, List.of(path));
  }
}
