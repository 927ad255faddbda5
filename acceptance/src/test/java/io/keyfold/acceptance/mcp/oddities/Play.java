package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.mcp.agent.Agent;
import io.keyfold.acceptance.mcp.agent.Answer;

/**
 * One oddity, played with one client.
 *
 * @param url the server's URL, as the provider has it
 */
record Play(Agent agent, Peer peer, String url) {
  private static final String TOOL = "act";

  /** Calls the tool without arguments. */
  Answer call() {
    return agent.call(TOOL, "{}");
  }

  /** Calls the tool; it must work. */
  Answer works() {
    return worked(call());
  }

  /** {@return the answer} Fails unless it is the result of {@link Peer#FINE}. */
  Answer worked(Answer answer) {
    assertThat(answer.result().path("content").path(0).path("text").asString("")).as("%s", answer).isEqualTo("fine");
    return answer;
  }

  /** {@return the answer} Fails unless the call was executed exactly this often. */
  Play executed(int times) {
    assertThat(peer.received("tools/call")).as("tool calls at the server").hasSize(times);
    return this;
  }

  boolean isRest() {
    return agent.toString().equals("REST");
  }

  boolean isModern() {
    return agent.toString().endsWith(Incoming.MODERN);
  }
}
