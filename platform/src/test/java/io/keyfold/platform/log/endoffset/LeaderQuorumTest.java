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
import org.junit.jupiter.api.Test;

class LeaderQuorumTest {

  private static final TopicPartition PARTITION = new TopicPartition("a.events", 0);
  private static final List<Integer> THREE = List.of(1, 2, 3);

  private static BrokerResponse layout(int broker, int leader, int epoch) {
    return new BrokerResponse.Layout(broker, Map.of(PARTITION, new Leadership(leader, epoch, THREE)));
  }

  private static BrokerResponse end(int broker, long offset) {
    return new BrokerResponse.Ends(broker, Map.of(PARTITION, offset), Set.of());
  }

  private static LeaderQuorum believing(int leader, int epoch) {
    return new LeaderQuorum(Set.of(PARTITION), Map.of(PARTITION, new Leadership(leader, epoch, THREE)), 2);
  }

  @Test
  void theLeaderIsAskedForTheEndAndTheOtherReplicasWhoLeads() {
    assertThat(believing(1, 7).round(Set.of(-1, 1, 2, 3, 4))).isEqualTo(
      new Brokers.Round(Map.of(1, Map.of(PARTITION, 7)), Map.of(2, Set.of("a.events"), 3, Set.of("a.events")), 1)
    );
  }

  @Test
  void whereNobodyIsBelievedEverybodyIsAskedWhoLeads() {
    LeaderQuorum quorum = new LeaderQuorum(Set.of(PARTITION), Map.of(), 2);
    assertThat(quorum.round(Set.of(-1, 4))).isEqualTo(
      new Brokers.Round(Map.of(), Map.of(-1, Set.of("a.events"), 4, Set.of("a.events")), 2)
    );
    assertThat(quorum.take(layout(-1, 1, 7))).isTrue();
    assertThat(quorum.isDecided()).isFalse();
    assertThat(quorum.learnt()).isEqualTo(Map.of(PARTITION, new Leadership(1, 7, THREE)));
  }

  @Test
  void anEndThatTheLeaderAloneTellsIsNotBelieved() {
    LeaderQuorum quorum = believing(1, 7);
    assertThat(quorum.take(end(1, 10))).isFalse();
    assertThat(quorum.isDecided()).isFalse();
  }

  @Test
  void anEndIsBelievedOnceAnotherReplicaKnowsOfNoLaterLeader() {
    LeaderQuorum quorum = believing(1, 7);
    assertThat(quorum.take(layout(3, 1, 7))).isFalse();
    assertThat(quorum.take(end(1, 10))).isTrue();
    assertThat(quorum.isDecided()).isTrue();
    assertThat(quorum.confirmed()).isEqualTo(Map.of(PARTITION, 10L));
  }

  @Test
  void whoIsNoReplicaConfirmsNothing() {
    LeaderQuorum quorum = believing(1, 7);
    quorum.take(end(1, 10));
    assertThat(quorum.take(layout(4, 1, 7))).isFalse();
    assertThat(quorum.take(layout(-1, 1, 7))).isFalse();
    assertThat(quorum.take(layout(1, 1, 7))).isFalse();
  }

  @Test
  void aLeaderWhoseSuccessorIsKnownIsNotBelieved() {
    LeaderQuorum quorum = believing(1, 7);
    quorum.take(end(1, 10));
    assertThat(quorum.take(layout(3, 2, 8))).isTrue();
    assertThat(quorum.isDecided()).isFalse();
    assertThat(quorum.isRefuted()).isTrue();
    assertThat(quorum.learnt()).isEqualTo(Map.of(PARTITION, new Leadership(2, 8, THREE)));
  }

  @Test
  void whoSaysThatHeDoesNotLeadIsForgottenAndNobodyElseIsWaitedFor() {
    LeaderQuorum quorum = believing(1, 7);
    assertThat(quorum.take(new BrokerResponse.Ends(1, Map.of(), Set.of(PARTITION)))).isTrue();
    assertThat(quorum.isDecided()).isFalse();
    assertThat(quorum.learnt()).isEmpty();
  }

  @Test
  void aLeaderOfWhomNobodySaysAnythingIsForgotten() {
    assertThat(believing(1, 7).learnt()).isEmpty();
  }

  @Test
  void aLeaderThatIsSlowIsNotLookedForAgain() {
    LeaderQuorum quorum = believing(1, 7);
    quorum.take(layout(2, 1, 7));
    assertThat(quorum.isDecided()).isFalse();
    assertThat(quorum.learnt()).isEqualTo(Map.of(PARTITION, new Leadership(1, 7, THREE)));
  }

  @Test
  void replicasThatWereAddedWithoutAnElectionCount() {
    LeaderQuorum quorum = believing(1, 7);
    quorum.take(end(1, 10));
    BrokerResponse grown = new BrokerResponse.Layout(
      2,
      Map.of(PARTITION, new Leadership(1, 7, List.of(1, 2, 3, 4, 5)))
    );
    assertThat(quorum.take(grown)).isFalse();
    assertThat(quorum.take(layout(4, 1, 7))).isFalse();
    assertThat(quorum.take(layout(5, 1, 7))).isTrue();
  }

  @Test
  void whatIsConfirmedStaysSoWhereAnotherPartitionIsNot() {
    TopicPartition other = new TopicPartition("a.events", 1);
    Map<TopicPartition, Leadership> believed = Map.of(
      PARTITION,
      new Leadership(1, 7, THREE),
      other,
      new Leadership(2, 3, THREE)
    );
    LeaderQuorum quorum = new LeaderQuorum(Set.of(PARTITION, other), believed, 2);
    quorum.take(layout(3, 1, 7));
    quorum.take(end(1, 10));
    assertThat(quorum.isDecided()).isFalse();
    assertThat(quorum.confirmed()).isEqualTo(Map.of(PARTITION, 10L));
  }

  @Test
  void anElectionWithoutAResultIsReplacedByItsResult() {
    LeaderQuorum quorum = believing(Leadership.NOBODY, 8);
    assertThat(quorum.round(Set.of(-1)).ends()).isEmpty();
    assertThat(quorum.take(layout(2, Leadership.NOBODY, 8))).isFalse();
    assertThat(quorum.take(layout(2, 2, 8))).isTrue();
    assertThat(quorum.learnt()).isEqualTo(Map.of(PARTITION, new Leadership(2, 8, THREE)));
  }

  @Test
  void theOnlyReplicaNeedsNobodyToConfirmIt() {
    Leadership alone = new Leadership(1, 0, List.of(1));
    LeaderQuorum quorum = new LeaderQuorum(Set.of(PARTITION), Map.of(PARTITION, alone), 1);
    assertThat(quorum.round(Set.of(-1, 1))).isEqualTo(new Brokers.Round(Map.of(1, Map.of(PARTITION, 0)), Map.of(), 0));
    assertThat(quorum.take(end(1, 10))).isTrue();
    assertThat(quorum.isDecided()).isTrue();
  }

  /**
   * Elections one after the other, each of which some brokers have not heard of; under each, records are acknowledged by so many
   * replicas that know of it. Whoever is asked, in whatever order: an end that is believed is at or after what was acknowledged.
   */
  @Property
  void whatWasAcknowledgedIsBeforeAnyEndThatIsBelieved(
    @ForAll @IntRange(min = 1, max = 5) int replicas,
    @ForAll @IntRange(min = 1, max = 5) int wanted,
    @ForAll @IntRange(min = 1, max = 6) int elections,
    @ForAll long seed
  ) {
    int minInsync = Math.min(wanted, replicas);
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
    Leadership believed = known[all.get(random.nextInt(replicas))];
    if (believed == null) {
      return;
    }
    LeaderQuorum quorum = new LeaderQuorum(Set.of(PARTITION), Map.of(PARTITION, believed), minInsync);
    for (BrokerResponse answer : shuffled(answers(all, known, believed), random)) {
      if (quorum.take(answer)) {
        break;
      }
    }
    if (quorum.isDecided()) {
      assertThat(quorum.confirmed().get(PARTITION)).isGreaterThanOrEqualTo(acknowledged);
    }
  }

  private static List<BrokerResponse> answers(List<Integer> all, Leadership[] known, Leadership believed) {
    List<BrokerResponse> answers = new ArrayList<>();
    for (int broker : all) {
      Leadership own = known[broker];
      if (own != null) {
        answers.add(new BrokerResponse.Layout(broker, Map.of(PARTITION, own)));
      }
    }
    // Bound to the epoch: it answers only while it knows of no later one. Its end is that of what was acknowledged under it.
    if (known[believed.leader()].equals(believed)) {
      answers.add(end(believed.leader(), (believed.epoch() + 1) * 10L));
    }
    return answers;
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
