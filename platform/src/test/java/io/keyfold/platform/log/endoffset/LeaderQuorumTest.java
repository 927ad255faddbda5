package io.keyfold.platform.log.endoffset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LeaderQuorumTest {

  private static final TopicPartition PARTITION = new TopicPartition("a.events", 0);
  private static final List<Integer> THREE = List.of(1, 2, 3);

  private static BrokerResponse metadata(int broker, int leader, int epoch) {
    return new BrokerResponse.Metadata(broker, Map.of(PARTITION, new Leadership(leader, epoch, THREE)));
  }

  private static BrokerResponse end(int broker, long offset) {
    return new BrokerResponse.EndOffsets(broker, Map.of(PARTITION, offset), Set.of());
  }

  private static LeaderQuorum assuming(int leader, int epoch) {
    return new LeaderQuorum(Set.of(PARTITION), Map.of(PARTITION, new Leadership(leader, epoch, THREE)), 2);
  }

  @Test
  void theLeaderReceivesListOffsetsAndTheOtherReplicasMetadataRequests() {
    assertThat(assuming(1, 7).round(Set.of(-1, 1, 2, 3, 4))).isEqualTo(
      new Brokers.Round(Map.of(1, Map.of(PARTITION, 7)), Map.of(2, Set.of("a.events"), 3, Set.of("a.events")), 1)
    );
  }

  @Test
  void withoutAnAssumedLeaderAllBrokersReceiveMetadataRequests() {
    LeaderQuorum quorum = new LeaderQuorum(Set.of(PARTITION), Map.of(), 2);
    assertThat(quorum.round(Set.of(-1, 4))).isEqualTo(
      new Brokers.Round(Map.of(), Map.of(-1, Set.of("a.events"), 4, Set.of("a.events")), 2)
    );
    assertThat(quorum.add(metadata(-1, 1, 7))).isTrue();
    assertThat(quorum.isComplete()).isFalse();
    assertThat(quorum.updatedLeaders()).isEqualTo(Map.of(PARTITION, new Leadership(1, 7, THREE)));
  }

  @Test
  @Tag("promise-3")
  void anEndOffsetFromTheLeaderAloneIsNotConfirmed() {
    LeaderQuorum quorum = assuming(1, 7);
    assertThat(quorum.add(end(1, 10))).isFalse();
    assertThat(quorum.isComplete()).isFalse();
  }

  @Test
  void anEndOffsetIsConfirmedByAnotherReplica() {
    LeaderQuorum quorum = assuming(1, 7);
    assertThat(quorum.add(metadata(3, 1, 7))).isFalse();
    assertThat(quorum.add(end(1, 10))).isTrue();
    assertThat(quorum.isComplete()).isTrue();
    assertThat(quorum.confirmed()).isEqualTo(Map.of(PARTITION, 10L));
  }

  @Test
  void aBrokerWithoutAReplicaConfirmsNothing() {
    LeaderQuorum quorum = assuming(1, 7);
    quorum.add(end(1, 10));
    assertThat(quorum.add(metadata(4, 1, 7))).isFalse();
    assertThat(quorum.add(metadata(-1, 1, 7))).isFalse();
    assertThat(quorum.add(metadata(1, 1, 7))).isFalse();
  }

  @Test
  @Tag("promise-3")
  void aSupersededLeaderIsNotConfirmed() {
    LeaderQuorum quorum = assuming(1, 7);
    quorum.add(end(1, 10));
    assertThat(quorum.add(metadata(3, 2, 8))).isTrue();
    assertThat(quorum.isComplete()).isFalse();
    assertThat(quorum.isSuperseded()).isTrue();
    assertThat(quorum.updatedLeaders()).isEqualTo(Map.of(PARTITION, new Leadership(2, 8, THREE)));
  }

  @Test
  void aBrokerThatDeniesLeadershipIsDroppedAtOnce() {
    LeaderQuorum quorum = assuming(1, 7);
    assertThat(quorum.add(new BrokerResponse.EndOffsets(1, Map.of(), Set.of(PARTITION)))).isTrue();
    assertThat(quorum.isComplete()).isFalse();
    assertThat(quorum.updatedLeaders()).isEmpty();
  }

  @Test
  void anUnconfirmedLeaderIsDropped() {
    assertThat(assuming(1, 7).updatedLeaders()).isEmpty();
  }

  @Test
  void aSlowLeaderIsKept() {
    LeaderQuorum quorum = assuming(1, 7);
    quorum.add(metadata(2, 1, 7));
    assertThat(quorum.isComplete()).isFalse();
    assertThat(quorum.updatedLeaders()).isEqualTo(Map.of(PARTITION, new Leadership(1, 7, THREE)));
  }

  @Test
  void addedReplicasCountForTheQuorum() {
    LeaderQuorum quorum = assuming(1, 7);
    quorum.add(end(1, 10));
    BrokerResponse grown = new BrokerResponse.Metadata(
      2,
      Map.of(PARTITION, new Leadership(1, 7, List.of(1, 2, 3, 4, 5)))
    );
    assertThat(quorum.add(grown)).isFalse();
    assertThat(quorum.add(metadata(4, 1, 7))).isFalse();
    assertThat(quorum.add(metadata(5, 1, 7))).isTrue();
  }

  @Test
  void partitionsAreConfirmedIndependently() {
    TopicPartition other = new TopicPartition("a.events", 1);
    Map<TopicPartition, Leadership> assumed = Map.of(
      PARTITION,
      new Leadership(1, 7, THREE),
      other,
      new Leadership(2, 3, THREE)
    );
    LeaderQuorum quorum = new LeaderQuorum(Set.of(PARTITION, other), assumed, 2);
    quorum.add(metadata(3, 1, 7));
    quorum.add(end(1, 10));
    assertThat(quorum.isComplete()).isFalse();
    assertThat(quorum.confirmed()).isEqualTo(Map.of(PARTITION, 10L));
  }

  @Test
  void anElectionResultReplacesAnUnfinishedElection() {
    LeaderQuorum quorum = assuming(Leadership.NONE, 8);
    assertThat(quorum.round(Set.of(-1)).endOffsets()).isEmpty();
    assertThat(quorum.add(metadata(2, Leadership.NONE, 8))).isFalse();
    assertThat(quorum.add(metadata(2, 2, 8))).isTrue();
    assertThat(quorum.updatedLeaders()).isEqualTo(Map.of(PARTITION, new Leadership(2, 8, THREE)));
  }

  @Test
  void aSingleReplicaNeedsNoConfirmation() {
    Leadership alone = new Leadership(1, 0, List.of(1));
    LeaderQuorum quorum = new LeaderQuorum(Set.of(PARTITION), Map.of(PARTITION, alone), 1);
    assertThat(quorum.round(Set.of(-1, 1))).isEqualTo(new Brokers.Round(Map.of(1, Map.of(PARTITION, 0)), Map.of(), 0));
    assertThat(quorum.add(end(1, 10))).isTrue();
    assertThat(quorum.isComplete()).isTrue();
  }

  /**
   * Simulates a series of elections. Some brokers miss each of them, and records are acknowledged by the minimum of
   * in-sync replicas that know the leader. Whichever brokers respond, in whatever order: a confirmed end offset is not
   * below the acknowledged records.
   */
  @Property
  @net.jqwik.api.Tag("promise-3")
  void aConfirmedEndOffsetIsNotBelowAcknowledgedRecords(
    @ForAll @IntRange(min = 1, max = 5) int replicas,
    @ForAll @IntRange(min = 1, max = 5) int requestedInsync,
    @ForAll @IntRange(min = 1, max = 6) int elections,
    @ForAll long seed
  ) {
    int minInsync = Math.min(requestedInsync, replicas);
    Random random = new Random(seed);
    List<Integer> all = IntStream.rangeClosed(1, replicas).boxed().toList();
    Leadership[] known = new Leadership[replicas + 1];
    long acknowledged = 0;
    for (int epoch = 0; epoch < elections; epoch++) {
      List<Integer> insync = shuffled(all, random).subList(0, minInsync);
      Leadership elected = new Leadership(insync.getFirst(), epoch, all);
      insync.forEach(broker -> known[broker] = elected);
      acknowledged = (epoch + 1) * 10L;
    }
    Leadership assumed = known[all.get(random.nextInt(replicas))];
    if (assumed == null) {
      return;
    }
    LeaderQuorum quorum = new LeaderQuorum(Set.of(PARTITION), Map.of(PARTITION, assumed), minInsync);
    for (BrokerResponse response : shuffled(responses(all, known, assumed), random)) {
      if (quorum.add(response)) {
        break;
      }
    }
    if (quorum.isComplete()) {
      assertThat(quorum.confirmed().get(PARTITION)).isGreaterThanOrEqualTo(acknowledged);
    }
  }

  private static List<BrokerResponse> responses(List<Integer> all, Leadership[] known, Leadership assumed) {
    List<BrokerResponse> responses = new ArrayList<>();
    for (int broker : all) {
      Leadership own = known[broker];
      if (own != null) {
        responses.add(new BrokerResponse.Metadata(broker, Map.of(PARTITION, own)));
      }
    }
    // Fenced by the epoch: a leader answers only while it knows no later one, with the end of what was acknowledged
    // under it.
    if (known[assumed.leader()].equals(assumed)) {
      responses.add(end(assumed.leader(), (assumed.epoch() + 1) * 10L));
    }
    return responses;
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
