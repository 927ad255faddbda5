package io.keyfold.ledger.prices;

import java.time.Instant;
import java.util.List;

/** The terms of a version in a request. */
interface TermsBody {
  String currency();

  Instant effectiveFrom();

  List<PriceBody> prices();
}
