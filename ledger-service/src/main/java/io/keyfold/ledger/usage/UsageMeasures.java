package io.keyfold.ledger.usage;

import io.keyfold.ledger.query.TenantSql;
import java.util.List;

/** Quantities and numbers of operations. */
final class UsageMeasures implements Measures {

  @Override
  public String source(TenantSql sql) {
    return "counted";
  }

  @Override
  public void conditions(TenantSql sql) {
    // Usage counts every operation.
  }

  @Override
  public List<String> groups() {
    return List.of();
  }

  @Override
  public List<String> sums() {
    return List.of(
      "sum(quantity)",
      "count(*)",
      "count(*) FILTER (outcome = 'SUCCEEDED')",
      "count(*) FILTER (outcome = 'UNKNOWN')"
    );
  }
}
