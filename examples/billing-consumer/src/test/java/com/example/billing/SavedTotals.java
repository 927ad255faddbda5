package com.example.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the database has. */
final class SavedTotals {

  private static final String UNDEFINED_TABLE = "42P01";

  private final Postgres postgres;

  SavedTotals(Postgres postgres) {
    this.postgres = postgres;
  }

  /** {@return all totals, by key; empty before the consumer has created the table} */
  List<UsageTotal> all() throws SQLException {
    try (
      Connection connection = connect();
      Statement statement = connection.createStatement();
      ResultSet rows = statement.executeQuery("SELECT * FROM usage_total ORDER BY key COLLATE \"C\"")
    ) {
      List<UsageTotal> totals = new ArrayList<>();
      while (rows.next()) {
        totals.add(total(rows));
      }
      return totals;
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * {@return the quantity by deployment, first day of the period and meter}
   *
   * @param view the view
   * @param period its column
   */
  Map<String, BigDecimal> quantities(String view, String period, ZoneId zone) throws SQLException {
    try (Connection connection = connect(); Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE '" + zone + "'");
      Map<String, BigDecimal> quantities = new TreeMap<>();
      try (ResultSet rows = statement.executeQuery("SELECT * FROM " + view)) {
        while (rows.next()) {
          LocalDate day = rows.getObject(period, LocalDate.class);
          String row = rows.getString("deployment_id") + " " + day + " " + rows.getString("meter");
          quantities.put(row, rows.getBigDecimal("quantity"));
        }
      }
      return quantities;
    }
  }

  private static UsageTotal total(ResultSet row) throws SQLException {
    return new UsageTotal(
      row.getString("key"),
      time(row, "bucket_start"),
      row.getString("tenant_id"),
      row.getString("provider_id"),
      row.getString("deployment_id"),
      row.getString("auth_config_id"),
      row.getObject("credential_version", Long.class),
      row.getString("tool"),
      row.getString("tenant_user"),
      row.getString("meter"),
      row.getString("payer"),
      row.getString("unit"),
      row.getBigDecimal("quantity"),
      row.getLong("count"),
      row.getLong("succeeded"),
      row.getLong("failed"),
      row.getLong("outcome_unknown"),
      row.getInt("source_partition"),
      row.getLong("source_offset"),
      time(row, "updated_at")
    );
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.url(), Postgres.USER, "");
  }
}
