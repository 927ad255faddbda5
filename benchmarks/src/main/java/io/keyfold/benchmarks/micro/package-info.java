/** Single hot paths, under JMH. */
@NullMarked
package io.keyfold.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
