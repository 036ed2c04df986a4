package com.plugipay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Starts several things at the same instant, behind one barrier.
public final class Together {
    private Together() {}

    /// What each of them answered, in their order.
    public static <T> List<T> run(List<Callable<T>> tasks) {
        var barrier = new CyclicBarrier(tasks.size());
        var answers = new ArrayList<T>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = tasks.stream()
                    .map(task -> threads.submit(() -> {
                        barrier.await(60, TimeUnit.SECONDS);
                        return task.call();
                    }))
                    .toList();
            for (Future<T> one : running) {
                answers.add(one.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return answers;
    }

    public static <T> List<T> times(int count, Callable<T> task) {
        return run(IntStream.range(0, count).mapToObj(_ -> task).toList());
    }
}
