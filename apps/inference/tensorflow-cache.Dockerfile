# What apps/inference/Dockerfile takes libtensorflow from. Its context is the cache folder, not the repository.
FROM scratch
COPY tensorflow /tensorflow
