# One image for the gateway and the four subgraphs: which of them a container is, its command says.
FROM node:24-bookworm-slim
WORKDIR /accord
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
# Keys that are not given in the environment are made here.
RUN install --directory --owner=node --group=node --mode=0700 /var/lib/accord
ENV ACCORD_HOME=/var/lib/accord HOST=0.0.0.0
USER node
CMD ["node", "--import", "tsx", "gateway/index.ts"]
