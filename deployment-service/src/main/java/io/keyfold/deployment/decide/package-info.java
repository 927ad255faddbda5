/** The one judge of {@code deployment.commands}: pure, one decision for each command. */
@NullMarked
package io.keyfold.deployment.decide;

import org.jspecify.annotations.NullMarked;
