/** Decides the commands of {@code deployment.commands}: pure, one decision per command. */
@NullMarked
package io.keyfold.deployment.decide;

import org.jspecify.annotations.NullMarked;
