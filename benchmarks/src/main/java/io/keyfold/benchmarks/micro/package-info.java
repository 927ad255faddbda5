/** JMH benchmarks of single hot paths. */
@NullMarked
package io.keyfold.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
