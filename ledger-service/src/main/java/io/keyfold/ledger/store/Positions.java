package io.keyfold.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** The positions on the log up to which the store is folded. */
public final class Positions {

  private Positions() {}

  /** {@return position by partition, in the transaction of the connection} */
  public static Map<TopicPartition, Long> read(Connection connection) throws SQLException {
    Map<TopicPartition, Long> positions = new HashMap<>();
    try (
      Statement statement = connection.createStatement();
      ResultSet rows = statement.executeQuery("SELECT topic, log_partition, log_position FROM positions")
    ) {
      while (rows.next()) {
        positions.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
      }
    }
    return positions;
  }

  /** {@return those of one topic, by number of partition} */
  public static Map<Integer, Long> of(String topic, Map<TopicPartition, Long> positions) {
    Map<Integer, Long> own = new HashMap<>();
    positions.forEach((at, position) -> {
      if (at.topic().equals(topic)) {
        own.put(at.partition(), position);
      }
    });
    return own;
  }

  /** {@return the positions as a list by number of partition, 0 where there is none; for {@code list_extract}} */
  public static List<Long> list(Map<Integer, Long> positions) {
    int last = positions.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
    return IntStream.rangeClosed(0, last)
      .mapToObj(partition -> positions.getOrDefault(partition, 0L))
      .toList();
  }

  static void write(Connection connection, TopicPartition at, long position, boolean known) throws SQLException {
    String sql = known
      ? "UPDATE positions SET log_position = ? WHERE topic = ? AND log_partition = ?"
      : "INSERT INTO positions (log_position, topic, log_partition) VALUES (?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, position);
      statement.setString(2, at.topic());
      statement.setInt(3, at.partition());
      statement.executeUpdate();
    }
  }
}
