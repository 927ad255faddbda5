package io.keyfold.ledger.table;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV as in RFC 4180: a header, lines that end with CR LF, quotes where they are needed. Null is an empty field, an
 * empty text is {@code ""}.
 *
 * <p>Spreadsheets evaluate fields that begin with {@code = + - @}, a tab or a line break as formulas. Tools, users and
 * metadata are chosen by others, so such texts get an apostrophe in front. Numbers and times never do.
 */
public final class CsvSink implements RowSink {

  private static final String FORMULA = "=+-@\t\r\n";

  private final Writer out;
  private final List<Column> columns;
  private final boolean forSpreadsheets;

  private CsvSink(Writer out, List<Column> columns, boolean forSpreadsheets) {
    this.out = out;
    this.columns = columns;
    this.forSpreadsheets = forSpreadsheets;
  }

  /** {@return a sink for people's tools, which has written the header} */
  public static CsvSink withHeader(Writer out, List<Column> columns) throws IOException {
    CsvSink sink = new CsvSink(out, columns, true);
    sink.line(columns.stream().map(Column::name).toArray());
    return sink;
  }

  /** {@return a sink without header that writes texts as they are, for programs} */
  public static CsvSink exact(Writer out, List<Column> columns) {
    return new CsvSink(out, columns, false);
  }

  @Override
  public void write(@Nullable Object[] values) throws IOException {
    @Nullable
    Object[] shown = values.clone();
    for (int i = 0; i < shown.length; i++) {
      if (forSpreadsheets && columns.get(i).type() == Column.Type.TEXT && shown[i] instanceof String text) {
        shown[i] = harmless(text);
      }
    }
    line(shown);
  }

  private static String harmless(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private void line(@Nullable Object[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.write(',');
      }
      Object value = values[i];
      if (value != null) {
        field(value instanceof BigDecimal number ? plain(number) : value.toString());
      }
    }
    out.write("\r\n");
  }

  /** {@return the exact number, without trailing zeros and exponent} */
  static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private void field(String text) throws IOException {
    boolean quoted = text.isEmpty() || text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    out.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
