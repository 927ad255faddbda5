package io.keyfold.ledger.query;

import io.keyfold.platform.id.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * A query over the rows of one tenant: text from this program, and parameters. It begins with the table {@code mine},
 * which contains the tenant's rows and nothing else, so no query can be built without a tenant.
 */
public final class TenantSql {

  private final StringBuilder text = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  /**
   * An array as one parameter.
   *
   * @param type SQL type of the elements
   * @param elements may contain null
   */
  record Array(String type, Collection<?> elements) {}

  private TenantSql(String table, TenantId tenant) {
    add("WITH mine AS NOT MATERIALIZED (SELECT * FROM " + table + " WHERE tenant_id = ?) ", tenant.value());
  }

  /** {@return a query of the tenant's operations, to be continued with {@code SELECT ... FROM mine}} */
  public static TenantSql operations(TenantId tenant) {
    return new TenantSql("operations", tenant);
  }

  /** {@return a query of the tenant's events, to be continued with {@code SELECT ... FROM mine}} */
  public static TenantSql events(TenantId tenant) {
    return new TenantSql("audit_events", tenant);
  }

  /**
   * Appends SQL.
   *
   * @param sql never contains anything that a caller sent
   * @param values one for each {@code ?}
   */
  public TenantSql add(String sql, Object... values) {
    text.append(sql);
    Collections.addAll(parameters, values);
    return this;
  }

  /** Appends {@code expression IN (...)}. */
  public TenantSql in(String expression, Collection<?> values) {
    add(expression).add(" IN (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")");
    parameters.addAll(values);
    return this;
  }

  /** Appends an array of texts, which may be null. */
  public TenantSql texts(Collection<?> elements) {
    return add("?::VARCHAR[]", new Array("VARCHAR", elements));
  }

  /** Appends an array of whole numbers. */
  public TenantSql numbers(Collection<Long> elements) {
    return add("?::BIGINT[]", new Array("BIGINT", elements));
  }

  String text() {
    return text.toString();
  }

  List<Object> parameters() {
    return parameters;
  }

  @Override
  public String toString() {
    return text();
  }
}
